/** Speculative decoding on a run's page: what the servers counted of it, beside what this client saw of it. */
import type { RunPage } from "@/benchmarks/queries/runs/run_pages.ts";
import type { SpeculationRow } from "@/benchmarks/queries/tables/speculation.ts";
import { baked } from "../components/files.js";
import { markup, rowTable, type Shown } from "../components/row_table.js";
import { numbers } from "../components/table.js";
import { count, percentText, significant } from "../words/format.js";
import { shortName } from "../words/names.js";
import { providerLabel } from "../words/providers.js";

const known = (value: number | null, show: (value: number) => string): Shown =>
  value === null ? "–" : show(value);
const percent = (share: number) => `${percentText(share)}%`;

const meant = "Proposed and accepted are the server’s counts over the run, others’ requests too. " +
  "Tokens per arrival are what this client saw in the run’s succeeded, streamed requests: a server " +
  "that sends each step of speculation by itself shows the accepted tokens and one more. That can " +
  "show that nothing was accepted (1.0), and a change on one server; it cannot show the share that " +
  "was accepted, for servers, proxies and networks put tokens together for other reasons, too. The " +
  "mean is exact by the reference tokenizer; in the median, P90 and the share of several an arrival " +
  "has the share of its answer’s tokens that it has of its characters.";

/** The table, and what it can tell; "" where no server was looked at. */
export function speculationHtml({ server }: RunPage): string {
  if (!server?.speculation.rows.length) return "";
  const { table, rows } = server.speculation;
  const html = rowTable<SpeculationRow>(
    [
      {
        head: "Target",
        show: ({ provider, model }) =>
          markup`${providerLabel(provider)} <span class="mo">${shortName(model)}</span>`,
      },
      { head: numbers("Tokens proposed"), show: (r) => known(r.draft_tokens, count) },
      { head: numbers("Accepted"), show: (r) => known(r.accepted_tokens, count) },
      {
        head: numbers("Share accepted"),
        show: (r) => known(r.accepted_share, percent),
      },
      { head: numbers("Arrivals"), show: (r) => count(r.arrivals) },
      {
        head: numbers("Tokens per arrival"),
        show: (r) => known(r.tokens_per_arrival, significant),
      },
      {
        head: numbers("Median"),
        label: "median tokens per arrival",
        show: (r) => known(r.tokens_per_arrival_p50, significant),
      },
      {
        head: numbers("P90"),
        label: "P90 of tokens per arrival",
        show: (r) => known(r.tokens_per_arrival_p90, significant),
      },
      {
        head: numbers("Of several"),
        label: "arrivals of several tokens",
        show: (r) => known(r.many_token_arrivals, percent),
      },
    ],
    rows,
  );
  return `<h3>Speculation, from both sides</h3>${
    baked(table, html, { up: "../", what: "This table, of all runs" })
  }${markup`<p class="cap">${meant}</p>`.html}`;
}
