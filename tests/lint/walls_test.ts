import assert from "node:assert/strict";
import walls from "./walls.ts";

const cases: [string, string, boolean][] = [
  ["benchmarks/record/record.ts", 'import { x } from "./errors.ts";', false],
  ["benchmarks/plan/random.ts", "Math.random();", true],
  ["benchmarks/plan/plan.ts", "Math.random();", false],
  ["src/components/board.ts", "Math.random();", false],
  ["benchmarks/wire/clock.ts", "performance.now();", true],
  ["benchmarks/wire/runner.ts", "performance.now();", false],
  ["benchmarks/commands/bench.ts", "new Date();", false],
  ["benchmarks/importers/llmperf.ts", "new Date(1000);", true],
  ["benchmarks/wire/transport.ts", 'import { Client } from "undici";', true],
  ["benchmarks/providers/openai.ts", 'import { Client } from "undici";', false],
  ["benchmarks/providers/openai.ts", 'Deno.env.get("X");', false],
  ["benchmarks/providers/openai.ts", 'import { sseFraming } from "./sse.ts";', true],
  ["benchmarks/store/duckdb.ts", 'import { DuckDBInstance } from "@duckdb/node-api";', true],
  ["loaders/x.ts", 'import { DuckDBInstance } from "@duckdb/node-api";', false],
  ["loaders/x.ts", 'import { openStore } from "@/benchmarks/store/views.ts";', true],
  ["loaders/x.ts", 'import { runBench } from "@/benchmarks/commands/bench.ts";', false],
  ["src/charts/panel.ts", 'Deno.readTextFile("x");', false],
  ["src/components/board.ts", 'import { metric } from "@/benchmarks/metrics/metrics.ts";', false],
  ["src/components/board.ts", 'import { day } from "./format.js";', true],
];

Deno.test("walls reports what breaks a wall and lets through what does not", () => {
  for (const [file, source, allowed] of cases) {
    const found = Deno.lint.runPlugin(walls, file, source);
    assert.equal(found.length === 0, allowed, `${file}: ${source}`);
  }
});
