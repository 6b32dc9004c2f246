/** Page `/method`: definitions from the catalogue, so that page and numbers cannot differ. */
import { metrics } from "@/benchmarks/metrics/metrics.ts";
import { escapeHtml } from "./components/format.js";
import { sourcesHtml } from "./components/method_sources.js";
import { floors } from "./components/statistics.js";

const direction = { higher: "higher is better", lower: "lower is better" };
const entry = (m: (typeof metrics)[number]) =>
  `<tr id="${m.name}"><th scope="row">${escapeHtml(m.label)}<br><code>${m.name}</code></th><td>${
    escapeHtml(m.unit || "no unit")
  }${m.better ? `<br><span class="cap">${direction[m.better]}</span>` : ""}</td><td class="words">${
    escapeHtml(m.doc)
  }<details><summary>SQL</summary><code>${escapeHtml(m.sql)}</code></details></td></tr>`;
const table = (scope: string) =>
  `<div class="scroll" tabindex="0" role="region" aria-label="Metrics of a ${scope}"><table class="plain stack"><thead><tr><th>Metric</th><th>Unit</th><th>Definition</th></tr></thead><tbody>${
    metrics.filter((m) => m.scope === scope).map(entry).join("")
  }</tbody></table></div>`;
const floor = Object.entries(floors).map(([name, n]) => `${name.replace(/^p/, "P")} from ${n}`)
  .join(", ");

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

A request of a population that has no value of a metric is left out of it and counted.

## Statistics

Quantiles interpolate linearly between order statistics, type 7 (Hyndman and Fan 1996); pages compute them with Arquero, the terminal with DuckDB, and a test holds the two equal. Among failures there is no interpolation: ranks decide. Whiskers end at the last request within 1.5 times the box (Tukey 1977).

A quantile stands in grey where its sample cannot bear a two-sided 95% interval, for independent requests (Hahn and Meeker 1991): ${floor}, and 50 attempts.

## Who may be ranked

At least 100 successes; a success rate whose 95% lower bound (Wilson 1927) reaches 90%; at most 20% of the successes short. The others stand below the line, with the reason.

## Times and places

Where a source measured at many hours, each measurement is divided by the median of the same model of the same provider from the same region, so that fast and slow models count alike; an hour has a value only if it was measured on two days or more, since otherwise the hour would be the day. Models measured throughout are those of the longest window, up to the last day, in which any was measured in every region on every day. Runs whose source kept a selection, such as the best of several tries, enter no ranking.

## What it does not say yet

Requests of one run are not independent, and two sittings differ by more than their intervals. Effective sample sizes, intervals, rank intervals and tiers are not computed yet; until then rows stand in the order of their medians.

## Sources

${sourcesHtml()}
`);
