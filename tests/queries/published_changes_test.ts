/** What a feed says of two editions, of planted changes. */
import assert from "node:assert/strict";
import type { Figure, PublishedBoard } from "../../benchmarks/queries/published/board_figures.ts";
import { changesBetween } from "../../benchmarks/queries/published/changes.ts";
import type { Edition } from "../../benchmarks/queries/published/editions.ts";
import { feedXml } from "../../benchmarks/site/editions/feed.ts";

const figure = (over: Partial<Figure> = {}): Figure => ({
  metric: "ttft_s",
  population: "succeeded",
  ...{ n: 100, omitted: 0, failed: 0, median: 0.5, mean: 0.6, min: 0.1, max: 2 },
  ...{ p25: 0.4, p75: 0.7, p95: 1, p99: 1.5 },
  interval: [0.45, 0.55],
  rank: [1, 2],
  tier: 1,
  not_ranked: [],
  weak: {},
  disputed: [],
  ...over,
});
const system = (provider: string, over: Partial<Figure> = {}, run_id = "r1") => ({
  provider,
  model: "m",
  run_id,
  started_at: null,
  day: null,
  attempted: 100,
  succeeded: 100,
  run_by: null,
  interest: null,
  figures: [figure(over)],
});
const edition = (number: number, systems: PublishedBoard["systems"], rules = "a"): Edition => ({
  version: 1,
  number,
  date: `2026-11-0${number}`,
  note: null,
  rules,
  chosen: [],
  boards: [{
    board: "b",
    model_size: "70b",
    location: null,
    workload: "10 tokens in",
    workload_hash: null,
    simulated: false,
    systems,
  }],
});
const kinds = (before: Edition, after: Edition) =>
  changesBetween(before, after).map(({ kind, text }) =>
    `${kind} ${/\bp\d\b/.exec(text)?.[0] ?? ""}`
  );

Deno.test("a feed names exactly what changed between two editions", () => {
  const first = edition(1, [system("p1"), system("p2"), system("p3", { rank: [3, 3] })]);
  assert.deepEqual(kinds(first, { ...first, number: 2 }), []);
  const second = edition(2, [
    system("p1", { rank: [2, 3] }, "r2"), // its new run's ranks meet the old ones
    system("p2", { rank: [4, 4], median: 0.9 }, "r2"),
    system("p4"),
  ]);
  assert.deepEqual(kinds(first, second), ["new p4", "gone p3", "newer p1", "rank p2"]);
});

Deno.test("another figure of the same run is a correction, of another run it is none", () => {
  const first = edition(1, [system("p1")]);
  assert.deepEqual(kinds(first, edition(2, [system("p1", { p95: 1.1 })])), ["correction p1"]);
  assert.deepEqual(kinds(first, edition(2, [system("p1", { p95: 1.1 }, "r2")])), ["newer p1"]);
  assert.deepEqual(kinds(first, edition(2, [system("p1", { mean: 0.6 + 1e-16 })])), []);
  assert.deepEqual(kinds(first, edition(2, [system("p1")], "b")), ["rules "]);
});

Deno.test("a contest is told once, and its end", () => {
  const disputed = [{ reason: "the cache was cold", date: "2026-11-02" }];
  const [first, second] = [edition(1, [system("p1")]), edition(2, [system("p1", { disputed })])];
  assert.deepEqual(kinds(first, second), ["dispute p1"]);
  assert.deepEqual(kinds(second, edition(3, [system("p1", { disputed })])), []);
  assert.match(
    changesBetween(second, first)[0].text,
    /^No longer contested: p1 m, time to first token: the cache/,
  );
});

Deno.test("a feed is XML whatever a name holds", () => {
  const odd = edition(2, [system('p2 <b>&"\u0007')]);
  const xml = feedXml([
    { folder: "001-2026-11-01", edition: edition(1, [system("p1")]) },
    { folder: "002-2026-11-02", edition: odd },
  ]);
  assert.match(xml, /New: p2 &lt;b&gt;&amp;&quot; m \(70b, 10 tokens in\)\./);
  assert.ok(!xml.includes("<b>") && !xml.includes("\u0007"));
  assert.ok(xml.indexOf("Edition 2") < xml.indexOf("Edition 1"), "the newest first");
  assert.match(xml, /The first edition: 1 board, 1 system\./);
});
