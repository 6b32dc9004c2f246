/** The table of page `/conformance`: a line of faults a row, and what was recorded of each stream. */
import type { LineResult, Met } from "@/benchmarks/store/conformance.ts";
import { numbers, region, table } from "../components/table.js";
import { escapeHtml } from "../words/format.js";

const seconds = (value: number | null) => value === null ? "null" : value.toFixed(3);
const capital = (text: string) => text[0].toUpperCase() + text.slice(1);

/** How a stream was judged, in a word or two. */
const outcome = (m: Met) =>
  m.error_class ?? `${m.status}${m.finish_reason ? `, ${m.finish_reason}` : ""}`;

function streams(met: Met[]): string {
  const rows = met.map((m) =>
    `<tr><th scope="row"><code>${escapeHtml(m.name)}</code></th><td>${
      escapeHtml(outcome(m))
    }</td><td class="n">${seconds(m.ttft_s)}</td><td class="n">${
      seconds(m.ttft_content_s)
    }</td><td class="n">${m.chunks ?? "null"}</td><td class="n">${
      m.output_tokens ?? "null"
    }</td><td class="words">${
      escapeHtml(
        m.faults.length ? `Not as it must be: ${m.faults.join("; ")}` : short(m.error_message),
      )
    }</td></tr>`
  ).join("");
  const measured = ["TTFT, s", "Content TTFT, s", "Arrivals", "Tokens"].map(numbers);
  return table(["Stream", "Recorded as", ...measured, "Message"], rows, "");
}

const short = (text: string | null) =>
  text === null ? "" : text.length > 90 ? `${text.slice(0, 89)}…` : text;

/** Every line, its streams behind it. */
export function linesHtml(lines: LineResult[]): string {
  const rows = lines.map(({ line, right, holds, met }) => {
    const good = met.filter((m) => !m.faults.length).length;
    return `<tr><th scope="row">${escapeHtml(capital(line))}</th><td class="words">${
      escapeHtml(right)
    }<details><summary>${met.length} ${met.length === 1 ? "stream" : "streams"}</summary>${
      region(`Streams: ${line}`, streams(met))
    }</details></td><td class="${holds ? "" : "fails"}">${
      holds ? "holds" : `fails: ${good} of ${met.length}`
    }</td></tr>`;
  }).join("");
  return table(["The stream", "What is recorded", "Seen"], rows);
}
