/** Lines of the requests that the brushes leave, each leading to its request. HTML. */
import { numbers, region, table } from "../components/table.js";
import { providerMark } from "../components/provider_marks.js";
import { type Row, rowKey } from "../rows/systems.js";
import { columnDecimals } from "../words/decimals.js";
import { escapeHtml } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { providerName, shortName } from "../words/names.js";

/** Lines of the table. */
export const mostLines = 20;
/** The longest wait first; among equals each has its place. */
export const linesOrderSql =
  "ttft_s DESC NULLS LAST, run_id, provider, model, request_index, attempt";
/** Columns of table `board` that a line needs, by their names. */
export const lineColumns = [
  ...[
    "run_id",
    "provider",
    "model",
    "model_size",
    "location",
    "status",
    "request_index",
    "attempt",
  ],
  ...["ttft_s", "decode_tokens_per_s", "e2e_latency_s", "input_tokens", "output_tokens"],
];
const shown: [name: string, label: string, least: number][] = [
  ["ttft_s", "TTFT, s", 3],
  ["decode_tokens_per_s", "Decode, tokens/s", 1],
  ["e2e_latency_s", "Latency, s", 3],
  ["input_tokens", "Tokens in", 0],
  ["output_tokens", "Tokens out", 0],
];
const nothing = '<span class="null">null</span>';

export function linesHtml(rows: Row[], simulated: boolean): string {
  const decimals = shown.map(([name, , least]) =>
    columnDecimals(rows.map((row) => row[name] as number | null), least)
  );
  const lines = rows.map((row) => {
    const provider = String(row.provider);
    const href = pageHref("requests", {
      run_id: String(row.run_id),
      provider,
      model: String(row.model),
      open: rowKey(row),
    });
    const size = row.model_size
      ? String(row.model_size).toUpperCase()
      : shortName(String(row.model));
    return `<tr><th scope="row"><a rel="external" href="${escapeHtml(href)}">${
      providerMark(provider, simulated)
    }&#160;${escapeHtml(providerName(provider))}</a> <span class="mo">${
      escapeHtml(size)
    }</span></th><td class="n">${Number(row.request_index) + 1}</td><td${
      row.status === "ok" ? "" : ' class="fails"'
    }>${escapeHtml(String(row.status))}</td>${
      shown.map(([name], i) => {
        const value = row[name];
        return `<td class="n">${
          value === null || value === undefined ? nothing : Number(value).toFixed(decimals[i])
        }</td>`;
      }).join("")
    }</tr>`;
  });
  const heads = ["System", numbers("No."), "Status", ...shown.map(([, label]) => numbers(label))];
  return region("Requests that the brushes leave", table(heads, lines.join(""), ""));
}
