/** Tables of page `/correctness`: what the probes of each system said; rows are those of their SQL. */
import type {
  CorrectnessRow,
  Probed,
  RepeatRow,
  WrongRow,
} from "@/benchmarks/queries/tables/correctness.ts";
import { type Field, type Html, joined, markup, rowTable } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import { count, day } from "../words/format.js";
import { providerLabel } from "../words/providers.js";

const percent = (share: number | null) => share === null ? "–" : `${(100 * share).toFixed(1)}%`;
const between = (low: number | null, high: number | null) =>
  low === null || high === null ? "–" : `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}%`;
const shownWrong = 50;
const nothing = markup``;

const system: Field<Probed> = {
  head: "System",
  show: (r) =>
    markup`${providerLabel(r.provider)}${
      r.simulated ? markup` <span class="badge sim">simulated</span>` : nothing
    }<br><span class="cap">${r.model}<br>${r.workload ?? ""} · ${day(r.run_day)}</span>`,
};

/** The wrong answers themselves: what a rate is made of. */
function wrongHtml(of: Probed, wrong: WrongRow[]): Html {
  if (wrong.length === 0) return nothing;
  const rows = rowTable<WrongRow>(
    [
      { head: numbers("Probe"), show: (w) => w.request_index },
      { head: numbers("Expected"), show: (w) => w.expected_answer },
      { head: "Got", kind: "words", show: (w) => w.given_answer ?? "no text" },
    ],
    wrong.slice(0, shownWrong),
    { kind: "" },
  );
  const more = wrong.length - shownWrong;
  const shown = region(`Wrong answers of ${of.provider}, ${of.model}`, rows);
  return joined([
    markup`<details><summary>${count(wrong.length)} wrong ${
      wrong.length === 1 ? "answer" : "answers"
    }</summary>`,
    { html: shown },
    more > 0 ? markup`<span class="cap">${count(more)} more are in the rows.</span>` : nothing,
    markup`</details>`,
  ]);
}

/** How many numbers each system turned into digits rightly. */
export function correctnessHtml(rows: CorrectnessRow[], wrong: WrongRow[]): string {
  const key = (r: WrongRow | Probed) => `${r.run_id}\n${r.provider}\n${r.model}`;
  const wrongOf = Map.groupBy(wrong, key);
  return rowTable<CorrectnessRow>([
    system,
    { head: numbers("Answered"), show: (r) => count(r.answered) },
    { head: numbers("Wrong"), show: (r) => count(r.mismatched) },
    {
      head: numbers("Mismatch rate"),
      fails: (r) => r.mismatched > 0,
      show: (r) => percent(r.mismatch_rate),
    },
    { head: numbers("95% interval"), show: (r) => between(r.low, r.high) },
    {
      head: numbers("Error rate"),
      fails: (r) => r.errors > 0,
      show: (r) =>
        markup`${percent(r.error_rate)}<br><span class="cap">${count(r.errors)} of ${
          count(r.attempts)
        }</span>`,
    },
    { head: "Which", kind: "words", show: (r) => wrongHtml(r, wrongOf.get(key(r)) ?? []) },
  ], rows);
}

const verdict = (cached: boolean | null) =>
  cached === null
    ? "too few pairs"
    : cached
    ? markup`<span class="badge fail">cached</span>`
    : "no cache";

/** Whether the second answer to the same prompt was faster, and how long those answers were. */
export const repeatsHtml = (rows: RepeatRow[]): string =>
  rowTable<RepeatRow>([
    system,
    { head: numbers("Pairs"), show: (r) => count(r.pairs) },
    {
      head: numbers("Over 10% faster"),
      show: (r) => markup`${count(r.faster)}<br><span class="cap">${between(r.low, r.high)}</span>`,
    },
    {
      head: numbers("Second over first"),
      show: (r) => r.median_ratio === null ? "–" : r.median_ratio.toFixed(2),
    },
    { head: "Verdict", label: "verdict", show: (r) => verdict(r.cached) },
    { head: numbers("Answer length"), show: (r) => percent(r.median_length) },
    {
      head: numbers("Short"),
      fails: (r) => r.short_answers > 0,
      show: (r) => r.answers ? `${count(r.short_answers)} of ${count(r.answers)}` : "–",
    },
  ], rows);

/** What stands out among real systems, in a sentence or two. */
export function findingText(asked: CorrectnessRow[], repeated: RepeatRow[]): string {
  const real = asked.filter((r) => !r.simulated);
  const twice = repeated.filter((r) => !r.simulated);
  if (real.length + twice.length === 0) return "No real system has been probed yet.";
  // A system may have a run of its own and probes within another.
  const systems = [
    ...Map.groupBy(real.filter((r) => r.answered), (r) => `${r.provider}\n${r.model}`).values(),
  ];
  const right = systems.filter((own) => own.every((r) => r.mismatched === 0)).length;
  const cached = [
    ...new Set(twice.filter((r) => r.cached).map((r) => providerLabel(r.provider))),
  ];
  return joined([
    systems.length === 0
      ? markup`<b>No real system answered a probe.</b>`
      : markup`<b>${right} of ${systems.length} real systems turned every number into the right digits.</b>`,
    ...(cached.length
      ? [markup`${cached.join(", ")} answered a repeated prompt from a cache.`]
      : []),
  ], " ").html;
}
