/** The table of page `/conformance`: a line of faults per row, and what was recorded of each stream. */
import type { StreamRow } from "@/benchmarks/queries/tables/method.ts";
import { type Html, joined, markup, rowTable } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";

const seconds = (value: number | null) => value === null ? "null" : value.toFixed(3);
const capital = (text: string) => text[0].toUpperCase() + text.slice(1);
const short = (text: string | null) =>
  text === null ? "" : text.length > 90 ? `${text.slice(0, 89)}…` : text;

/** How a stream was judged, in a word or two. */
const outcome = (s: StreamRow) =>
  s.error_class ?? `${s.status}${s.finish_reason ? `, ${s.finish_reason}` : ""}`;

const streamsHtml = (streams: StreamRow[]): string =>
  rowTable<StreamRow>(
    [
      { head: "Stream", show: (s) => markup`<code>${s.stream}</code>` },
      { head: "Recorded as", show: outcome },
      { head: numbers("TTFT, s"), show: (s) => seconds(s.ttft_s) },
      { head: numbers("Content TTFT, s"), show: (s) => seconds(s.ttft_content_s) },
      { head: numbers("Arrivals"), show: (s) => s.chunks ?? "null" },
      { head: numbers("Tokens"), show: (s) => s.output_tokens ?? "null" },
      {
        head: "Message",
        kind: "words",
        show: (s) => s.holds ? short(s.error_message) : `Not as it must be: ${s.faults}`,
      },
    ],
    streams,
    { kind: "" },
  );

const behind = ([{ line, must_be }, ...others]: StreamRow[], shown: string): Html =>
  joined([
    markup`${must_be}<details><summary>${1 + others.length} ${
      others.length ? "streams" : "stream"
    }</summary>`,
    { html: region(`Streams: ${line}`, shown) },
    markup`</details>`,
  ]);

/** Lines of the suite, each with its streams. */
export const linesOf = (streams: StreamRow[]): StreamRow[][] => [
  ...Map.groupBy(streams, (s) => s.line).values(),
];
export const lineHolds = (own: StreamRow[]): boolean => own.every((s) => s.holds);

/** Every line, its streams behind it. */
export const linesHtml = (lines: StreamRow[][]): string =>
  rowTable<StreamRow[]>([
    { head: "The stream", show: ([{ line }]) => capital(line) },
    { head: "What is recorded", kind: "words", show: (own) => behind(own, streamsHtml(own)) },
    {
      head: "Seen",
      fails: (own) => !lineHolds(own),
      show: (own) =>
        lineHolds(own) ? "holds" : `fails: ${own.filter((s) => s.holds).length} of ${own.length}`,
    },
  ], lines);
