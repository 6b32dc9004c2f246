/** The first table of a run's page: how many of each target's requests succeeded, and how fast. */
import type { RunPage } from "@/benchmarks/queries/runs/run_pages.ts";
import type { Median, RunResult } from "@/benchmarks/queries/runs/run_results.ts";
import { lineHtml } from "../components/files.js";
import { nothing } from "../components/metric_fields.js";
import { providerMark } from "../components/provider_marks.js";
import { type Html, link, markup, rowTable, type Shown } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import { quote } from "../rows/request_sql.js";
import { count, ends, significant } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { providerName, shortName } from "../words/names.js";

const up = "../";
interface Named {
  run_id: string;
  provider: string;
  model: string;
  simulated: boolean;
}

/** A target as a link to its requests. */
export function targetShown({ run_id, provider, model, simulated }: Named, place = ""): Html {
  const href = pageHref("requests", { run_id, provider, model }, { up });
  return markup`${{ html: providerMark(provider, simulated) }}${{ html: "&#160;" }}${
    link(href, providerName(provider))
  } <span class="mo">${shortName(model)}${place}</span>`;
}

function medianShown({ median, interval, weak }: Median): Shown {
  if (median === null) return nothing;
  return interval
    ? markup`<b>${significant(median)}</b> <small>${ends(median, interval)}</small>`
    : markup`<span class="weak" title="No interval: it ${weak}">${
      significant(median)
    }</span> <small>too few</small>`;
}

/** What of the table SQL can compute: all but the intervals. */
export const saysSql = (run_id: string): string =>
  `SELECT provider, model, location,
  count(*) FILTER (status <> 'incomplete') AS attempts,
  count(*) FILTER (status = 'ok') AS succeeded,
  median(ttft_s) FILTER (status = 'ok') AS median_ttft_s,
  median(e2e_tokens_per_s) FILTER (status = 'ok') AS median_e2e_tokens_per_s
FROM requests
WHERE run_id = ${quote(run_id)} AND phase = 'measured'
GROUP BY provider, model, location
ORDER BY provider, model, location`;

function captionText(results: RunResult[]): string {
  const medians = results.flatMap((r) => Object.values(r.medians));
  const some = medians.filter((m) => m.interval);
  const reach = some.length && some.every((m) => m.one_sitting)
    ? " They hold for this session only: it has too few time blocks to speak of other times."
    : "";
  return `Medians of the succeeded requests${
    some.length ? ", with their 95% intervals" : "; too few for intervals"
  }.${reach}`;
}

/** The table, how it is meant, and the line that takes it away. */
export function saysHtml({ run, results }: RunPage): string {
  if (!results.length) return "";
  const places = new Set(results.map((r) => r.location)).size > 1;
  const html = rowTable<RunResult>(
    [
      {
        head: "Target",
        show: (r) => targetShown(r, places && r.location ? `, ${r.location}` : ""),
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
  );
  return `${region("What this run says", html)}<p class="cap">${captionText(results)}</p>${
    lineHtml({ id: "says", what: "This table", files: "", sql: saysSql(run.run_id), up })
  }`;
}
