/** The first table of a run's page: how many of each target's requests succeeded, and how fast. */
import type { RunPage } from "@/benchmarks/queries/runs/run_pages.ts";
import type { Median, RunResult } from "@/benchmarks/queries/runs/run_results.ts";
import { nothing } from "../components/metric_fields.js";
import { providerMark } from "../components/provider_marks.js";
import { link, markup, rowTable, type Shown } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import { count, ends, significant } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { providerName, shortName } from "../words/names.js";

function medianShown({ median, interval, weak, n }: Median): Shown {
  if (median === null) return nothing;
  return interval
    ? markup`<b>${significant(median)}</b> <small>${ends(median, interval)}</small>`
    : markup`<span class="weak" title="No interval: it ${weak}">${
      significant(median)
    }</span> <small>${`n ${count(n)}, too few`}</small>`;
}

const requestsOf = ({ run_id, provider, model }: RunResult) =>
  pageHref("requests", { run_id, provider, model, population: "all" }, { up: "../" });

/** The sentence and the table. */
export function saysHtml({ run, results }: RunPage): string {
  const places = new Set(results.map((r) => r.location)).size > 1;
  const attempts = results.reduce((sum, r) => sum + r.attempts, 0);
  const succeeded = results.reduce((sum, r) => sum + r.succeeded, 0);
  const whole = succeeded === attempts ? "all succeeded" : `${count(succeeded)} succeeded`;
  const find = markup`<p class="find"><b>${
    run.invalid ? markup`Not valid: ${run.invalid}.` : "Valid."
  }</b> ${count(attempts)} measured requests to ${count(results.length)} ${
    results.length === 1 ? "target" : "targets"
  }: ${whole}.</p>`;
  return find.html + region(
    "What this run says",
    rowTable<RunResult>(
      [
        {
          head: "Target",
          show: (r) =>
            markup`${{ html: providerMark(r.provider, r.simulated) }}${{ html: "&#160;" }}${
              link(requestsOf(r), providerName(r.provider))
            } <span class="mo">${shortName(r.model)}${
              places && r.location ? `, ${r.location}` : ""
            }</span>`,
        },
        { head: numbers("Requests"), show: (r) => count(r.attempts) },
        {
          head: numbers("Succeeded"),
          fails: (r) => r.succeeded < r.attempts,
          show: (r) => count(r.succeeded),
        },
        {
          head: numbers("Median time to first token, s"),
          label: "first token, s",
          show: (r) => medianShown(r.medians.ttft_s),
        },
        {
          head: numbers("Median output tokens/s, end to end"),
          label: "tokens/s",
          show: (r) => medianShown(r.medians.e2e_tokens_per_s),
        },
      ],
      results,
      { kind: "stack says" },
    ),
  );
}
