/** Sources that break a wall, and sources that break none. */

const foundations = "import nothing of ours";
const http = "only wire/transport.ts knows undici";
const duckdb = "only store/duckdb.ts knows DuckDB, and in the browser built_ins/duckdb.ts";
const time = "only wire/clock.ts reads time";
const chance = "only plan/random.ts makes randomness";
const pure = "a provider is pure";
const strangers = "one provider does not know another";
const silent = "no input or output";
const arithmetic = "judging is arithmetic";
const data = "a fault is data";
const below = "imports only what lies below it";
const environment = "only commands/, bench/ and targets/ read the environment";
const loader = "loaders see store/, queries/";
const starts = "only processes/ starts programs";
const reads = "only reads the store";
const page = "a page's program";
const src = "src/ sees only src/";
const pinned = "pinned in deno.json";

/** A file, its source, and a phrase of the wall it breaks; null for none. */
export const cases: [file: string, source: string, broken: string | null][] = [
  ["benchmarks/record/record.ts", 'import { x } from "./errors.ts";', foundations],
  ["benchmarks/record/record.ts", 'import type { X } from "@/benchmarks/wire/x.ts";', foundations],
  ["benchmarks/plan/random.ts", 'export * from "./plan.ts";', foundations],
  ["benchmarks/wire/clock.ts", 'const x = await import("./attempt.ts");', foundations],
  ["benchmarks/providers/recording.ts", 'type X = import("./index.ts").X;', foundations],
  ["benchmarks/record/columns/asked.ts", 'import { x } from "../errors.ts";', foundations],
  ["benchmarks/record/record.ts", 'import { x } from "./columns/asked.ts";', null],
  ["benchmarks/record/record.ts", 'import { z } from "zod";', null],
  ["benchmarks/record/errors.ts", 'import { x } from "./record.ts";', null],

  ["benchmarks/bench/runner.ts", 'import { x } from "../../tests/support/server.ts";', "its tests"],

  ["benchmarks/wire/exchange.ts", 'import { Client } from "undici";', http],
  ["benchmarks/report/summary/summary.ts", 'import x from "undici/lib/x.js";', http],
  ["benchmarks/wire/transport.ts", 'import { Client } from "undici";', null],
  ["tests/wire/transport_test.ts", 'import { Client } from "undici";', null],

  ["loaders/x.ts", 'import { DuckDBInstance } from "@duckdb/node-api";', duckdb],
  ["tests/store/views_test.ts", 'await import("@duckdb/node-api");', duckdb],
  ["benchmarks/store/duckdb.ts", 'import { DuckDBInstance } from "@duckdb/node-api";', null],

  ["benchmarks/bench/runner.ts", "performance.now();", time],
  ["benchmarks/bench/runner.ts", "const now = Date.now;", time],
  ["benchmarks/bench/runner.ts", 'globalThis.performance["now"]();', time],
  ["benchmarks/bench/runner.ts", "const { now } = performance;", time],
  ["benchmarks/bench/runner.ts", 'import { performance } from "node:perf_hooks";', time],
  ["benchmarks/bench/bench.ts", "new Date();", time],
  ["benchmarks/bench/bench.ts", "new globalThis.Date();", time],
  ["benchmarks/bench/bench.ts", "Date();", time],
  ["benchmarks/simulator/server.ts", "performance.timeOrigin;", time],
  ["src/rows/board.ts", "Date.now();", time],
  ["benchmarks/wire/clock.ts", "performance.now(); Date.now(); new Date();", null],
  ["benchmarks/simulator/clock.ts", "performance.now();", null],
  ["benchmarks/llmperf/importer.ts", "new Date(1000); Date.parse(x); Date.UTC(2023);", null],
  ["tests/bench/runner_test.ts", "performance.now();", null],

  ["benchmarks/plan/plan.ts", "Math.random();", chance],
  ["src/rows/board.ts", "const f = Math.random;", chance],
  ["benchmarks/bench/bench.ts", "crypto.randomUUID();", chance],
  ["benchmarks/store/journal/seal.ts", "crypto.getRandomValues(x);", chance],
  ["benchmarks/store/journal/seal.ts", 'import { randomBytes } from "node:crypto";', chance],
  ["benchmarks/store/journal/seal.ts", 'import * as crypto from "node:crypto";', chance],
  ["benchmarks/plan/random.ts", "Math.random(); crypto.getRandomValues(x);", null],
  ["benchmarks/plan/prompts.ts", 'import { createHash } from "node:crypto";', null],
  ["benchmarks/plan/plan.ts", "Math.floor(1.5); crypto.subtle;", null],

  ["benchmarks/providers/openai/openai.ts", 'import { request } from "node:http";', pure],
  ["benchmarks/providers/openai/openai.ts", 'import { x } from "../../wire/auth/aws.ts";', pure],
  ["benchmarks/providers/openai/openai.ts", 'import { x } from "../../wire/clock.ts";', pure],
  ["benchmarks/providers/openai/openai.ts", 'Deno.env.get("X");', pure],
  ["benchmarks/providers/openai/openai.ts", "process.env;", pure],
  ["benchmarks/providers/openai/openai.ts", "fetch(x);", pure],
  ["benchmarks/providers/openai/openai.ts", "setTimeout(f, 1);", pure],
  ["benchmarks/providers/openai/openai.ts", 'import type { X } from "../recording.ts";', null],
  ["benchmarks/providers/read/sse.ts", 'import { createParser } from "eventsource-parser";', null],

  [
    "benchmarks/providers/openai/openai.ts",
    'import { x } from "../anthropic/anthropic.ts";',
    strangers,
  ],
  [
    "benchmarks/providers/openai/openai.ts",
    'export { x } from "@/benchmarks/providers/a.ts";',
    strangers,
  ],
  ["benchmarks/providers/openai/openai.ts", 'import { x } from "../read/sse.ts";', null],
  ["benchmarks/providers/openai/openai.ts", 'import { x } from "./openai_chunk.ts";', null],
  ["benchmarks/providers/openai/openai.ts", 'import { x } from "./family/hosts.ts";', null],
  ["benchmarks/providers/index.ts", 'import { x } from "./openai/openai.ts";', null],

  ["benchmarks/plan/arrivals.ts", 'Deno.readTextFile("x");', silent],
  ["benchmarks/record/to_record.ts", 'import fs from "node:fs";', silent],
  ["benchmarks/metrics/metrics.ts", 'import { x } from "../store/duckdb.ts";', silent],
  ["benchmarks/coverage/models.ts", 'Deno.readTextFile("x");', silent],
  ["benchmarks/coverage/models.ts", "Math.random();", chance],
  ["benchmarks/coverage/models.ts", 'import { seeded } from "../plan/random.ts";', null],
  ["src/charts/ecdf.ts", "fetch(x);", silent],
  ["src/charts/ecdf.ts", "document.body;", silent],
  ["benchmarks/store/journal/journal.ts", 'Deno.readTextFile("x");', null],

  ["benchmarks/judging/ranks.ts", 'import { seeded } from "../plan/random.ts";', arithmetic],
  ["benchmarks/judging/ranks.ts", 'import { x } from "../metrics/audit.ts";', arithmetic],
  ["benchmarks/judging/ranks.ts", 'import { x } from "../../src/components/a.ts";', arithmetic],
  ["benchmarks/judging/ranks.ts", 'import fs from "node:fs";', arithmetic],
  ["benchmarks/judging/ranks.ts", "Deno.args;", arithmetic],
  ["benchmarks/judging/ranks.ts", "Math.random();", chance],
  ["benchmarks/judging/ranks.ts", 'import type { Metric } from "../metrics/metrics.ts";', null],
  ["benchmarks/judging/ranks.ts", 'import jStat from "jstat"; import "./compare.ts";', null],
  ["benchmarks/simulator/faults/x.ts", 'import { x } from "../pacer.ts";', data],
  ["benchmarks/simulator/faults/x.ts", 'import { connect } from "node:net";', data],
  ["benchmarks/simulator/faults/x.ts", "setTimeout(f, 1);", data],
  ["benchmarks/simulator/faults/x.ts", 'import { x } from "./chat.ts"; import "node:zlib";', null],
  ["benchmarks/simulator/play.ts", 'import { x } from "./faults/wire.ts";', null],

  ["benchmarks/bench/runner.ts", 'import { x } from "../commands/bench.ts";', below],
  ["benchmarks/store/views.ts", 'import { x } from "../report/table.ts";', below],
  ["benchmarks/record/outcome.ts", 'import { x } from "../wire/attempt.ts";', below],
  ["benchmarks/files/own_file.ts", 'import { x } from "../plan/random.ts";', null],
  ["benchmarks/files/own_file.ts", 'import { x } from "../plan/plan.ts";', below],
  ["src/words/format.ts", 'import { x } from "../components/tip.js";', below],
  ["src/rows/systems.ts", 'import { x } from "../words/names.js";', null],
  ["src/time/time.ts", 'import { x } from "../leaderboard/board_row.js";', "knows no other page"],
  ["benchmarks/bench/bench.ts", 'import { x } from "../report/table.ts";', null],
  ["benchmarks/report/table.ts", 'import { x } from "@/src/words/format.ts";', "the pages"],

  ["benchmarks/wire/attempt.ts", 'Deno.env.get("KEY");', environment],
  ["benchmarks/bench/bench.ts", 'Deno.env.get("KEY");', null],

  ["loaders/x.ts", 'import { x } from "@/benchmarks/bench/bench.ts";', loader],
  ["loaders/x.ts", 'import { x } from "@/benchmarks/wire/clock.ts";', loader],
  ["loaders/x.ts", "x;\n".repeat(41), loader],
  ["loaders/x.ts", "x;\n".repeat(40), null],
  ["loaders/x.ts", 'import { openStore } from "@/benchmarks/store/views.ts";', null],
  ["loaders/x.ts", 'import { rank } from "@/benchmarks/judging/ranks.ts";', null],
  ["loaders/x.ts", 'import { panel } from "../src/charts/ecdf.ts";', null],

  ["loaders/x.ts", 'import { x } from "@/benchmarks/plan/config.ts";', reads],
  ["loaders/x.ts", 'new Deno.Command("x");', reads],
  ["loaders/x.ts", "await fetch(x);", reads],
  ["loaders/x.ts", 'import "@/benchmarks/processes/deno_process.ts";', reads],
  ["loaders/requests-[config].parquet.ts", 'import "@/benchmarks/processes/grants.ts";', null],
  ["loaders/requests-[config].parquet.ts", 'import "@/benchmarks/plan/config.ts";', null],

  ["src/providers/[name].md.ts", 'import { x } from "@/benchmarks/bench/runner.ts";', page],
  ["src/providers/[name].md.ts", 'import { record } from "@/benchmarks/record/record.ts";', null],
  ["src/providers/[name].md.ts", 'import { x } from "./rows/board.js";', null],

  ["src/components/x.ts", 'import { x } from "@/benchmarks/metrics/metrics.ts";', src],
  ["src/components/x.ts", 'import type { X } from "@/benchmarks/metrics/metrics.ts";', null],
  ["src/components/x.ts", 'import { x } from "../../loaders/x.ts";', src],
  ["src/components/x.ts", "Deno.args;", src],
  ["src/components/x.ts", 'import { x } from "./drawer.js"; import "vega";', null],

  ["src/charts/x.ts", 'import { x } from "../words/format.js";', "a chart is a pure"],
  ["src/charts/x.ts", 'import { x } from "./row_plot.js";', null],

  ["benchmarks/commands/site.ts", "new Deno.Command(Deno.execPath());", starts],
  ["loaders/requests-[config].parquet.ts", 'import "node:child_process";', starts],
  ["benchmarks/processes/deno_process.ts", "new Deno.Command(Deno.execPath());", null],

  ["src/components/x.ts", 'import x from "npm:vega";', pinned],
  ["tests/x_test.ts", 'import x from "https://example.com/x.js";', pinned],
];
