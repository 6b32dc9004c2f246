/** The session of an open request in the drawer: order, times and think times worked by hand. */
import assert from "node:assert/strict";
import { sessionShown, turnsOf } from "../../src/requests/session_turns.ts";
import { rowKey } from "../../src/rows/systems.ts";
import { failedRow, row } from "./support.ts";

const at = (s: string) => `2026-01-02T00:00:${s}Z`;
/** Begun at 0:10.000250; a second turn 1.5 s after the first answer, tried again 0.5 s after its failure. */
const session = [
  row({ ...{ request_index: 4, session: 2, turn: 1, attempt: 2, started_at: at("14.500250") } }),
  row({ ...{ request_index: 3, session: 2, turn: 0, started_at: at("10.000250"), ttft_s: 0.5 } }),
  failedRow({
    ...{ request_index: 4, session: 2, turn: 1, started_at: at("13.500250") },
    e2e_latency_s: 0.5,
  }),
  row({
    ...{ request_index: 5, session: 2, turn: 2, started_at: null, status: "dropped" },
    ...{ ttft_s: null, e2e_latency_s: null, input_tokens: null },
  }),
];
const beside = [
  row({ request_index: 0, session: 1, turn: 0, started_at: at("09.000000") }),
  row({ request_index: 3, session: 2, turn: 0, provider: "beta", started_at: at("09.000000") }),
  row({ request_index: 3, session: 2, turn: 0, run_id: "run-2", started_at: at("09.000000") }),
  row({ request_index: 3, session: 2, turn: 0, phase: "warmup", started_at: at("09.000000") }),
];
const rows = [...beside, ...session];

Deno.test("turnsOf() has the turns of one session in their order, with the times between", () => {
  const turns = turnsOf(session[0], rows);
  const near = (value: number | null) => value === null ? null : Number(value.toFixed(6));
  assert.deepEqual(
    turns.map((t) =>
      [t.turn, t.row.attempt, t.startS, t.firstS, t.endS, t.pauseS].map((x, i) =>
        i < 2 ? x : near(x as number | null)
      )
    ),
    [
      [0, 1, 0, 0.5, 2, null],
      [1, 1, 3.5, null, 4, 1.5],
      [1, 2, 4.5, 5.5, 6.5, 0.5],
      [2, 1, null, null, null, null],
    ],
  );
});

Deno.test("a request that stands for itself, or is a probe, shows no session", () => {
  assert.equal(sessionShown(beside[0], rows), null);
  assert.equal(sessionShown(row(), rows), null);
  const probes = [0, 1].map((turn) =>
    row({ session: 7, turn, phase: "probe", request_index: turn })
  );
  assert.equal(sessionShown(probes[0], probes), null);
});

Deno.test("sessionShown() leads to each other turn, and draws only what was observed", () => {
  const { html } = sessionShown(session[1], rows)!;
  const links = [...html.matchAll(/data-open="([^"]*)"/g)].map(([, key]) => key);
  assert.deepEqual(links, [session[2], session[0], session[3]].map(rowKey));
  assert.match(html, /0, attempt 1 <span class="badge plain">here<\/span>/);
  // Of 6.5 s: from 0 to 0.5 it waits, to 2 it streams.
  assert.match(html, /class="wait on" style="left:0\.00%;width:7\.69%"/);
  assert.match(html, /class="stream on" style="left:7\.69%;width:23\.08%"/);
  // The failed attempt, from 3.5 to 4 s; the dropped turn is not drawn.
  assert.match(html, /class="wait lost" style="left:53\.85%;width:7\.69%"/);
  assert.equal(html.match(/<i class="(wait|stream)/g)!.length, 5);
  assert.match(html, /<td class="fails">dropped<\/td>/);
  assert.doesNotMatch(html, /sample/);
  const sampled = rows.map((r) => ({ ...r, sampled_from: 100 }));
  assert.match(sessionShown(sampled[5], sampled)!.html, /turns may be missing/);
});

Deno.test("of a long session the turns around the open one are listed, and all are drawn", () => {
  const long = Array.from(
    { length: 60 },
    (_, turn) =>
      row({
        request_index: turn,
        session: 0,
        turn,
        started_at: `2026-01-02T00:${String(turn).padStart(2, "0")}:00Z`,
      }),
  );
  const listed = (open: number) => {
    const { html } = sessionShown(long[open], long)!;
    assert.equal(html.match(/class="wait/g)!.length, 60);
    assert.match(html, /39 more are before or behind these/);
    return [...html.matchAll(/turn <\/span>(\d+)/g)].map(([, turn]) => Number(turn));
  };
  const [first, middle, last] = [listed(0), listed(30), listed(59)];
  assert.deepEqual([first[0], first.at(-1)], [1, 20]);
  assert.deepEqual([middle[0], middle.at(-1)], [20, 40]);
  assert.deepEqual([last[0], last.at(-1)], [39, 58]);
});
