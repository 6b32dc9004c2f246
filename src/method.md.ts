/** Page `/method`: definitions from the catalogue, so that page and numbers cannot differ. */
import {
  leastBlocks,
  leastEffectiveN,
  minAttempts,
  minBlocks,
} from "@/benchmarks/judging/floors.ts";
import { metrics } from "@/benchmarks/metrics/metrics.ts";
import { escapeHtml } from "./words/format.js";
import { coverageHtml, type CoverageResults } from "./method/method_coverage.js";
import { sourcesHtml } from "./method/method_sources.js";

// What the task printed; a test holds it to what the code would print today.
const coverage: CoverageResults = JSON.parse(
  await Deno.readTextFile("benchmarks/coverage/results.json"),
);

const direction = { higher: "higher is better", lower: "lower is better" };
/** The whole statement: what is printed runs as it stands. */
const sqlOf = ({ scope, name, sql }: (typeof metrics)[number]) =>
  scope === "group"
    ? `SELECT run_id, provider, model, ${sql} AS ${name} FROM requests GROUP BY ALL`
    : `SELECT run_id, provider, model, request_index, ${sql} AS ${name} FROM requests`;
const entry = (m: (typeof metrics)[number]) =>
  `<tr id="${m.name}"><th scope="row">${escapeHtml(m.label)}<br><code>${m.name}</code></th><td>${
    escapeHtml(m.unit || "no unit")
  }${m.better ? `<br><span class="cap">${direction[m.better]}</span>` : ""}</td><td class="words">${
    escapeHtml(m.doc)
  }<details><summary>SQL</summary><code class="sql">${
    escapeHtml(sqlOf(m))
  }</code></details></td></tr>`;
const table = (scope: string) =>
  `<div class="scroll" tabindex="0" role="region" aria-label="Metrics of a ${scope}"><table class="plain stack"><thead><tr><th>Metric</th><th>Unit</th><th>Definition</th></tr></thead><tbody>${
    metrics.filter((m) => m.scope === scope).map(entry).join("")
  }</tbody></table></div>`;
const floors = ([[0.5, "median"], [0.9, "P90"], [0.95, "P95"], [0.99, "P99"]] as const).map((
  [p, name],
) =>
  `<tr><th scope="row">${name}</th><td class="n" data-l="effective n">${
    leastEffectiveN(p)
  }</td><td class="n" data-l="time blocks">${leastBlocks(p)}</td></tr>`
).join("");

console.log(`---
title: Method
---

<p class="kicker">${metrics.length} metrics, each defined once in the catalogue that computes it</p>

# How is it measured?

A latency runs from the moment a request is handed to the transport with a connection free, on a monotonic clock. An arrival is one read of the socket. A moment that did not happen is null, never 0.

## Of one request

${table("request")}

## Of a group

${table("group")}

## Populations

- **Succeeded**: measured requests with status ok. The default for speed.
- **All attempts**: ok, failed and dropped; a failure counts as infinite latency and zero throughput, so a quantile among failures prints “fails”. A request cut by the end of its run is in neither.
- **As in 2023**: throughput over answers, time to first token over answers without an error code; how LLMPerf counted.

Probes (<a href="./correctness">correctness</a>) have a phase of their own and are in none of them.

A request of a population that has no value of a metric is left out of it and counted.

## Statistics

Quantiles interpolate linearly between order statistics, type 7 (Hyndman and Fan 1996); pages compute them with Arquero, the terminal with DuckDB, and a test holds the two equal. Among failures there is no interpolation: ranks decide. Whiskers end at the last request within 1.5 times the box (Tukey 1977).

## How sure

A number without its interval claims too much (Hoefler and Belli 2015). One idea carries all of it: how many independent requests does a run amount to? Requests of one run resemble each other: they share an hour, a wave, a queue. A run is cut into batches (its time blocks where it has ${minBlocks} or more, else 10 to 30 stretches of consecutive attempts, with edges between waves), and how far the batches differ says how many independent requests would differ as much. That is its **effective n**. In December 2023, 150 requests amounted to 21 to 150 for the median.

**Interval.** With effective n in hand, the interval of a quantile runs between two of the measured values, chosen by exact binomial probabilities so that it holds the true quantile 95 times in 100, whatever the shape of the distribution (Woodruff 1952, Hahn and Meeker 1991). Nothing is drawn at random: the same rows give the same interval. A success rate has Wilson’s (1927).

**Floors.** A quantile has an interval only where both of its ends exist, and the group has ${minAttempts} attempts or more. Otherwise the number stands in grey, “too few requests”, and nothing is ranked by it; MLPerf Inference stops runs by the same reasoning. An interval between time blocks holds for other times than the run’s own, too: that of a median from ${
  leastBlocks(0.5)
} blocks on, of P90 and P95 from ${leastBlocks(0.95)}, of P99 from ${
  leastBlocks(0.99)
}. Until then it stands as it is, and the page says that it holds for this session only.

<table class="plain stack floors"><thead><tr><th>Quantile</th><th class="n">Effective n from</th><th class="n">For other times: blocks from</th></tr></thead><tbody>${floors}</tbody></table>

## Comparison

Two systems are compared by the **ratio** of their quantiles. Its interval follows from those of the two (MOVER: Zou and Donner 2008). Systems of one run that took turns in the same ten or more blocks rise and fall together, and that much is taken out; all others are **two sessions**, and separate sessions of one and the same system differ 32 to 79% of the time.

The verdict is **practically equal** where the whole interval lies within 5%, **faster** or **slower** where it leaves out 1, else it **cannot tell**, and says how many requests it would take to find 10%. How often one request beats another is counted over all pairs (Mann and Whitney 1947): it describes the requests, and is no measure of how sure the order is.

## Ranks and tiers

Every pair of a table is compared, with intervals wide enough that all of them hold at once: 0.05 is shared among the pairs. A system’s **rank interval** runs from one more than the number of systems significantly better to the last place not taken by one significantly worse (Mogstad, Romano, Shaikh and Wilhelm 2024). Systems with the same first place share a **tier**. Whether two intervals overlap decides nothing: they may overlap and yet differ.

**Who may be ranked**: at least 100 successes; a success rate whose 95% lower bound reaches 90%; at most 20% of the successes short. The others stand below the line, with the reason. Nobody is ranked over rows that a reader chose after seeing them.

**Definitions matter.** Where the other definition (throughput end to end or decode; succeeded or all attempts) puts two neighbours significantly the other way round, both orders are right, and the printed one depends on the definition.

## Before a run

<code>deno task bench --dry-run</code> says which quantiles the planned number can bear, and what difference it would find 9 times in 10. It reckons with independent requests in a closed loop and 2.6 requests for one in waves, and with the spread of the last run of the same target and workload, or one of 0.25 of the log.

## Tried on data whose truth is known

${coverageHtml(coverage)}

\`\`\`sh
deno task bench:coverage                                              # the same tables
deno task bench:coverage --json > benchmarks/coverage/results.json    # this page’s
\`\`\`

## Times and places

Where a source measured at many hours, each measurement is divided by the median of the same model of the same provider from the same region, so that fast and slow models count alike; an hour has a value only if it was measured on two days or more, since otherwise the hour would be the day. Models measured throughout are those of the longest window, up to the last day, in which any was measured in every region on every day. Runs whose source kept a selection, such as the best of several tries, enter no ranking.

## What it does not say yet

An interval describes its session: how the same system does next week, only more sessions can say. Load is a closed loop or waves, so that a request waits for the one before it, and no response time free of coordinated omission (Tene) is measured yet. Why a system is fast, no number here knows.

## Sources

${sourcesHtml()}
`);
