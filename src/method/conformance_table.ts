/** The table of page `/conformance`: a line of faults a row, and what was recorded of each stream. */
import type { LineResult, Met } from "@/benchmarks/store/conformance.ts";
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
  return `<table class="plain"><thead><tr><th>Stream</th><th>Recorded as</th><th class="n">TTFT, s</th><th class="n">Content TTFT, s</th><th class="n">Arrivals</th><th class="n">Tokens</th><th>Message</th></tr></thead><tbody>${rows}</tbody></table>`;
}

const short = (text: string | null) =>
  text === null ? "" : text.length > 90 ? `${text.slice(0, 89)}…` : text;

/** Every line, its streams behind it. */
export function linesHtml(lines: LineResult[]): string {
  const rows = lines.map(({ line, right, holds, met }) => {
    const good = met.filter((m) => !m.faults.length).length;
    return `<tr><th scope="row">${escapeHtml(capital(line))}</th><td class="words">${
      escapeHtml(right)
    }<details><summary>${met.length} ${
      met.length === 1 ? "stream" : "streams"
    }</summary><div class="scroll" tabindex="0" role="region" aria-label="Streams: ${
      escapeHtml(line)
    }">${streams(met)}</div></details></td><td class="${holds ? "" : "fails"}">${
      holds ? "holds" : `fails: ${good} of ${met.length}`
    }</td></tr>`;
  }).join("");
  return `<table class="plain stack"><thead><tr><th>The stream</th><th>What is recorded</th><th>Seen</th></tr></thead><tbody>${rows}</tbody></table>`;
}
