/** The time of one request beside a typical one of its run, as bars from zero. */
import { escapeHtml, significant } from "../words/format.js";

type Row = Record<string, unknown>;

/** Ticks of a linear axis from 0 to at most `max`: 1, 2 or 5 of a decade apart, at most six of them. */
export function linearTicks(max: number): number[] {
  if (!(max > 0)) return [0];
  const decade = 10 ** Math.floor(Math.log10(max / 5.5));
  const step = [1, 2, 5, 10].map((m) => m * decade).find((s) => max / s <= 5.5)!;
  const n = Math.floor(max / step + 1e-9) + 1;
  return Array.from({ length: n }, (_, i) => Number((i * step).toPrecision(12)));
}

const seconds = (row: Row, name: string) => (row[name] as number | null | undefined) ?? null;
/** Moments of chunks in seconds; null where they are not in the row. */
export const chunksOf = (row: Row): number[] | null =>
  Array.isArray(row.chunk_at_s) ? row.chunk_at_s as number[] : null;

interface Bar {
  label: string;
  wait: [number, number] | null;
  stream: [number, number] | null;
  /** Moments of chunks; null draws the stream dashed. */
  chunks: number[] | null;
  note: string;
}

function barHtml(b: Bar, at: (x: number) => string): string {
  const span = ([from, to]: [number, number]) => `left:${at(from)};width:${at(to - from)}`;
  const wait = b.wait ? `<i class="wait" style="${span(b.wait)}"></i>` : "";
  const stream = b.stream
    ? `<i class="stream${b.chunks ? "" : " dashed"}" style="${span(b.stream)}"></i>`
    : "";
  const chunks = (b.chunks ?? []).map((c) => `<i class="chunk" style="left:${at(c)}"></i>`).join(
    "",
  );
  return `<div class="tr"><span>${b.label}</span><div class="tk">${wait}${stream}${chunks}</div></div>${
    b.note ? `<p class="tn">${escapeHtml(b.note)}</p>` : ""
  }`;
}

function chart(title: string, bars: Bar[], color: string): string {
  const max = Math.max(...bars.map((b) => Math.max(b.wait?.[1] ?? 0, b.stream?.[1] ?? 0)));
  if (!(max > 0)) return "";
  const at = (x: number) => `${(100 * x / max).toFixed(2)}%`;
  const length = ([from, to]: [number, number]) => `${significant(to - from)} s`;
  const said = bars.map((b) =>
    `${b.label}: ${
      [b.wait && `waits ${length(b.wait)}`, b.stream && `streams ${length(b.stream)}`]
        .filter(Boolean).join(", ")
    }`
  ).join("; ");
  const ticks = linearTicks(max).map((t) => `<b style="left:${at(t)}">${t}</b>`).join("");
  return `<figure class="tl" style="--c:${color}"><figcaption>${title}</figcaption><div role="img" aria-label="${
    escapeHtml(said)
  }">${
    bars.map((b) => barHtml(b, at)).join("")
  }<div class="tr ax"><span></span><div class="tk">${ticks}</div></div></div></figure>`;
}

function noteOf(row: Row): string {
  const tokens = seconds(row, "output_tokens"), rate = seconds(row, "decode_tokens_per_s");
  return [
    tokens === null ? "" : `${tokens} tokens`,
    rate === null ? "" : `${significant(rate)} tokens/s while streaming`,
  ].filter(Boolean).join(", ");
}

/** Bars of a request and of a typical one (null: none), with the words that say what is and is not known. */
export function timelineHtml(row: Row, typical: Row | null, color: string): string {
  const rows = [row, ...(typical && typical !== row ? [typical] : [])];
  const moments = rows.map((r, i) => ({
    label: ["this one", "a typical one"][i],
    first: seconds(r, "ttft_s"),
    end: seconds(r, "e2e_latency_s"),
    chunks: chunksOf(r),
    note: noteOf(r),
  }));
  const [own] = moments;
  if (own.first === null && own.end === null) {
    return `<p class="cap">No moment of this request was observed, so it has no timeline.</p>`;
  }
  const whole = moments.map(({ label, first, end, chunks }): Bar => ({
    label,
    wait: first !== null ? [0, first] : end !== null ? [0, end] : null,
    stream: first !== null && end !== null ? [first, end] : null,
    chunks,
    note: "",
  }));
  const streams = moments.flatMap(({ label, first, end, chunks, note }): Bar[] =>
    first === null || end === null ? [] : [{
      label,
      wait: null,
      stream: [0, end - first],
      chunks: chunks?.map((c) => c - first) ?? null,
      note,
    }]
  );
  const recorded = moments.filter((x) => x.chunks !== null).length;
  return `${chart("From handed over to end, s", whole, color)}${
    own.first !== null && own.end !== null
      ? chart("From first token to end, s", streams, color)
      : ""
  }<p class="cap">Grey: ${
    own.first === null ? "no first token was observed." : "waiting for the first token."
  }${recorded ? " A tick is a chunk that arrived." : ""}${
    recorded < moments.length
      ? " <b>Dashed: chunk times were not recorded</b> in these rows, only the start and the end of the stream."
      : ""
  }</p>`;
}
