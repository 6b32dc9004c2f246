import assert from "node:assert/strict";
import type { RequestRow } from "../../../src/rows/board.ts";
import { boardsOf } from "../../../src/rows/boards.ts";
import { loadConfig } from "../../../benchmarks/plan/config.ts";
import { workloadLabel } from "../../../benchmarks/plan/workload.ts";
import { againHtml } from "../../../src/leaderboard/leaderboard_again.ts";
import { offeredOf } from "../../../src/leaderboard/leaderboard_filters.ts";
import { published } from "../../../src/words/again.ts";
import { controlsHtml, viewCss } from "../../../src/leaderboard/leaderboard_controls.ts";

const row = (over: Record<string, unknown>): RequestRow => ({
  run_id: "20261128T100000Z-mine-1",
  board: "m_home_abc",
  provider: "here",
  model: "m",
  model_size: null,
  location: "home",
  simulated: false,
  run_day: "2026-11-28",
  workload: "100 tokens in, 20 out, 3 at a time",
  imported_from: null,
  ...over,
} as unknown as RequestRow);
const old = row({
  run_id: "llmperf-2023-12-19-a",
  board: "70b_us-west-2_old",
  run_day: "2023-12-19",
  workload: "550 tokens in, 150 out, 5 at a time (waves), measured by LLMPerf",
  imported_from: "llmperf",
});

/** Commands by the boards that they show with. */
function commands(rows: RequestRow[]): Record<string, string[]> {
  const html = againHtml(rows, boardsOf(rows));
  const found: Record<string, string[]> = {};
  for (const [, board, name] of html.matchAll(/value="([^"]+)"\]:checked\) \.(again-\d+)/g)) {
    const part = html.split(`<div class="${name}">`)[1].split("</div>")[0];
    found[board] = [...part.matchAll(/deno task [^<&]*/g)].map(([line]) => line);
  }
  return found;
}

Deno.test("againHtml() names under each board the runs that stand on it, and no others", () => {
  assert.deepEqual(commands([old, row({})]), {
    "70b_us-west-2_old": ["deno task bench llmperf-2023"],
    "m_home_abc": ["deno task bench data/runs/20261128T100000Z-mine-1/run.json"],
  });
});

Deno.test("againHtml() has the newest three runs of a board, the newest first", () => {
  const runs = ["20261125T1-a", "20261127T1-b", "20261126T1-c", "20261128T1-d"];
  const rows = runs.map((run_id) =>
    row({ run_id, provider: run_id, run_day: `2026-11-${run_id.slice(6, 8)}` })
  );
  assert.deepEqual(
    commands(rows).m_home_abc,
    ["20261128T1-d", "20261127T1-b", "20261126T1-c"].map((r) =>
      `deno task bench data/runs/${r}/run.json`
    ),
  );
});

Deno.test("againHtml() offers the configuration of 2023 for no other runs of LLMPerf", () => {
  assert.deepEqual(
    commands([{ ...old, workload: "550 tokens in, 150 out, 50 at a time" }]),
    {},
  );
  assert.equal(againHtml([], []), "");
});

Deno.test("the line of the published runs is that of their configuration", async () => {
  assert.equal(published.line, workloadLabel(await loadConfig(published.config)));
});

Deno.test("the population of 2023 can be chosen for boards of LLMPerf alone", () => {
  const rows = [old, row({})];
  const boards = boardsOf(rows);
  assert.equal(controlsHtml(offeredOf(boards, rows), []).match(/value="llmperf"/g)?.length, 1);
  const hidden = " label:has([value=llmperf]){display:none}";
  assert.ok(
    viewCss(boards, []).includes(`body:has([name=board][value="m_home_abc"]:checked)${hidden}`),
  );
  assert.ok(!viewCss(boards, []).includes(`us-west-2_old"]:checked)${hidden}`));
});
