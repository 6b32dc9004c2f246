import assert from "node:assert/strict";
import { attemptsStrip, stretches } from "../../src/charts/attempts_strip.ts";
import {
  type AttemptRow,
  goodput,
  part,
  systemsOf,
} from "../../src/reliability/reliability_data.ts";
import {
  knownLimits,
  limitDefaults,
  limitsOf,
  type LimitState,
  nearest,
} from "../../src/choice/limits.ts";
import { tablesOf } from "../../src/reliability/reliability_tables.ts";
import { tableHtml } from "../../src/reliability/reliability_view.ts";
import { findingHtml } from "../../src/reliability/reliability_words.ts";
import { renderSpec } from "../../src/components/vega.ts";

const attempt = (given: Partial<AttemptRow> = {}): AttemptRow => ({
  run_id: "run-1",
  board: "70b_here_w",
  provider: "alpha",
  model: "m",
  model_size: "70b",
  location: "here",
  workload: "w",
  run_day: "2024-01-01",
  imported_from: null,
  phase: "measured",
  status: "ok",
  error_class: null,
  short: false,
  simulated: false,
  ttft_s: 0.4,
  tpot_s: 0.04,
  e2e_latency_s: 3,
  asked: 6,
  ...given,
});
const failed = (error_class: string) =>
  attempt({ status: "failed", error_class, ttft_s: null, tpot_s: null, e2e_latency_s: null });
const run = [
  attempt(),
  attempt({ short: true }),
  failed("timeout"),
  failed("rate_limited"),
  failed("rate_limited"),
  attempt({ status: "dropped", ttft_s: null }),
  attempt({ status: "incomplete", ttft_s: null }),
];

Deno.test("systemsOf() counts what became of each attempt, those cut by the end apart", () => {
  const [s] = systemsOf(run);
  assert.deepEqual([s.success.k, s.success.n, s.short, s.incomplete, s.missing], [2, 6, 1, 1, 0]);
  assert.deepEqual(s.errors, [["rate_limited", 2], ["dropped", 1], ["timeout", 1]]);
  const outcomes = ["ok", "short", "failed", "failed", "failed", "dropped", "incomplete"];
  assert.deepEqual(s.outcomes, outcomes);
  assert.equal(systemsOf(run.slice(0, 2))[0].missing, 4);
});

Deno.test("part() has Wilson's interval: 20 of 150 is 8.8 to 19.7%", () => {
  // Wilson 1927 by a calculator.
  const { share, low, high } = part(20, 150);
  assert.deepEqual([share, low, high].map((x) => x.toFixed(4)), ["0.1333", "0.0880", "0.1970"]);
});

Deno.test("goodput() is a share of attempts: a failure keeps no limit, an unseen time keeps none either", () => {
  const limits = { ttft: 0.5, per: "tpot_s", limit: 0.05 } as const;
  assert.deepEqual(
    (({ k, n, unknown }) => [k, n, unknown])(goodput(run, limits)),
    [2, 6, 0],
  );
  const rows = [
    attempt(),
    attempt({ ttft_s: 0.5, tpot_s: 0.05 }), // at the limit is within
    attempt({ ttft_s: 0.51 }),
    attempt({ tpot_s: 0.051 }),
    attempt({ tpot_s: null }),
  ];
  const g = goodput(rows, limits);
  assert.deepEqual([g.k, g.n, g.unknown], [2, 5, 1]);
  assert.equal(goodput(rows, { ttft: 0.5, per: "e2e_latency_s", limit: 3 }).k, 4);
});

Deno.test("knownLimits() takes the nearest step of what an address says, and defaults for nonsense", () => {
  const known = (state: LimitState) => {
    knownLimits(state);
    return limitsOf(state);
  };
  assert.deepEqual(known({ ...limitDefaults }), { ttft: 0.5, per: "tpot_s", limit: 0.05 });
  assert.deepEqual(
    known({ ttft: "0.37", per: "e2e_latency_s", tpot_s: "x", e2e_latency_s: "9" }),
    {
      ttft: 0.4,
      per: "e2e_latency_s",
      limit: 10,
    },
  );
  assert.deepEqual(known({ ttft: "-1", per: "<b>", tpot_s: "", e2e_latency_s: "" }), {
    ttft: 0.5,
    per: "tpot_s",
    limit: 0.05,
  });
  assert.equal(nearest("ttft", 1e9), 18);
});

Deno.test("attemptsStrip() draws one mark a stretch, failures the highest", async () => {
  assert.deepEqual(stretches(["ok", "ok", "failed", "ok"]), [
    { outcome: "ok", from: 0, to: 2 },
    { outcome: "failed", from: 2, to: 3 },
    { outcome: "ok", from: 3, to: 4 },
  ]);
  const svg = await renderSpec(attemptsStrip(["ok", "ok", "failed", "ok"], 400));
  const bars = [
    ...svg.matchAll(/<path[^>]* d="M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)h[^"]*" fill="([^"]+)"/g),
  ]
    .map(([, x, y, w, h, fill]) =>
      [x, y, w, h].map(Number).concat(fill.includes("failed") ? 1 : 0)
    );
  assert.deepEqual(bars, [[0, 11, 200, 7, 0], [300, 11, 100, 7, 0], [200, 0, 100, 18, 1]]);
});

Deno.test("tablesOf() never puts two workloads, places or sizes, or real and simulated, into one table", () => {
  const rows = [
    attempt(),
    attempt({ provider: "beta" }),
    attempt({ board: "70b_there_w", location: "there" }),
    attempt({ board: "7b_here_w", model_size: "7b" }),
    attempt({ board: "70b_here_w_simulated", simulated: true }),
  ];
  assert.deepEqual(tablesOf(rows).map((t) => t.systems.length).sort(), [1, 1, 1, 2]);
});

Deno.test("a heading of /reliability says the workload where two are of one model, the line below not", () => {
  const about = (...rows: AttemptRow[]) => tablesOf(rows).map((t) => [t.title, t.about]);
  const day = "1 Jan 2024";
  assert.deepEqual(about(attempt()), [["70B", `w · from here · ${day}`]]);
  assert.deepEqual(about(attempt(), attempt({ board: "70b_here_v", workload: "v" })), [
    ["70B, v · from here", day],
    ["70B, w · from here", day],
  ]);
});

Deno.test("a share is whole only of all attempts, and its interval is printed outwards", async () => {
  // Wilson: of 142 in 150 at least 89.8%, which is no 90%; of 300 in 301 98.1 to 99.94%.
  const shown = async (ok: number, n: number) => {
    const rows = Array.from({ length: n }, (_, i) => i < ok ? attempt() : failed("timeout"));
    const html = await tableHtml(tablesOf(rows)[0], limitsOf(limitDefaults));
    return /<td class="sh">(.*?)<\/small>/.exec(html)![1].replace(/<[^>]*>/g, "");
  };
  assert.equal(await shown(142, 150), "95% 142 of 150 · 89 to 98%");
  assert.equal(await shown(300, 301), "&#62;99% 300 of 301 · 98 to 100%");
  assert.equal(await shown(301, 301), "100% 301 of 301 · 98 to 100%");
});

Deno.test("findingHtml() names who fails too often, by the lower bound of the interval", () => {
  const many = (n: number, of: AttemptRow) => Array.from({ length: n }, () => of);
  const good = many(100, attempt({ provider: "good" }));
  // 95 of 100: at least 88.8% by Wilson.
  const bad = [...many(95, attempt()), ...many(5, failed("timeout"))];
  const words = findingHtml(tablesOf([...good, ...bad]));
  assert.match(words, /1 of 2 systems fail too often .* Alpha 70B \(95 of 100 succeed\)/);
  assert.match(words, /1 answered every attempt\. Of 5 failures 5 were of class “timeout”/);
});

Deno.test("findingHtml() blames nobody for too few attempts, and counts no simulated system", () => {
  // 8 of 8 is at least 67.6% by Wilson: no success rate can be told from so few, and none is bad.
  const own = Array.from({ length: 8 }, () => attempt());
  const words = findingHtml(tablesOf(own));
  assert.match(
    words,
    /^<b>No system can be ranked yet\.<\/b> Too few attempts .*Alpha 70B \(8 of 8\)/,
  );
  assert.match(words, / It answered every attempt\.$/);
  const simulated = Array.from({ length: 40 }, () => attempt({ simulated: true, board: "s" }));
  assert.equal(findingHtml(tablesOf([...own, ...simulated])), words);
  assert.match(findingHtml(tablesOf(simulated)), /^<b>No real run here\.<\/b> All systems below/);
});
