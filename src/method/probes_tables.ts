/** Tables of page `/correctness`: what the probes of each system said. */
import { numbers, region, table } from "../components/table.js";
import { count, day, escapeHtml } from "../words/format.js";
import { providerLabel } from "../words/providers.js";

/** As the store has it. */
export interface ProbedRow {
  run_id: string;
  provider: string;
  model: string;
  simulated: boolean;
  kind: "speed" | "correctness";
  workload: string | null;
  run_day: string | null;
  correctness: {
    attempts: number;
    answered: number;
    mismatched: number;
    mismatch_rate: number | null;
    low: number | null;
    high: number | null;
    errors: number;
    error_rate: number | null;
  } | null;
  length: { n: number; median_share: number; short: number } | null;
  repeat: {
    pairs: number;
    faster: number;
    median_ratio: number | null;
    low: number | null;
    high: number | null;
    cached: boolean | null;
  } | null;
  wrong: { request_index: number; expected: string; given: string | null }[];
}

const percent = (share: number | null) => share === null ? "–" : `${(100 * share).toFixed(1)}%`;
const between = (low: number | null, high: number | null) =>
  low === null || high === null ? "–" : `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}%`;
const shownWrong = 50;

const system = (r: ProbedRow) =>
  `<th scope="row">${escapeHtml(providerLabel(r.provider))}${
    r.simulated ? ' <span class="badge sim">simulated</span>' : ""
  }<br><span class="cap">${escapeHtml(r.model)}<br>${escapeHtml(r.workload ?? "")} · ${
    day(r.run_day)
  }</span></th>`;

/** The wrong answers themselves: what a rate is made of. */
function wrongHtml(r: ProbedRow): string {
  if (r.wrong.length === 0) return "";
  const rows = r.wrong.slice(0, shownWrong).map((w) =>
    `<tr><td class="n">${w.request_index}</td><td class="n">${
      escapeHtml(w.expected)
    }</td><td class="words">${w.given === null ? "no text" : escapeHtml(w.given)}</td></tr>`
  ).join("");
  const more = r.wrong.length - shownWrong;
  const label = `Wrong answers of ${r.provider}, ${r.model}`;
  return `<details><summary>${count(r.wrong.length)} wrong ${
    r.wrong.length === 1 ? "answer" : "answers"
  }</summary>${region(label, table([numbers("Probe"), numbers("Expected"), "Got"], rows, ""))}${
    more > 0 ? `<span class="cap">${count(more)} more are in the rows.</span>` : ""
  }</details>`;
}

/** How many numbers each system turned into digits rightly. */
export function correctnessHtml(rows: ProbedRow[]): string {
  const lines = rows.flatMap((r) => {
    const c = r.correctness;
    if (!c) return [];
    return `<tr>${system(r)}<td class="n" data-l="answered">${
      count(c.answered)
    }</td><td class="n" data-l="wrong">${count(c.mismatched)}</td><td class="n${
      c.mismatched ? " fails" : ""
    }" data-l="mismatch rate">${percent(c.mismatch_rate)}</td><td class="n" data-l="95% interval">${
      between(c.low, c.high)
    }</td><td class="n${c.errors ? " fails" : ""}" data-l="error rate">${
      percent(c.error_rate)
    }<br><span class="cap">${count(c.errors)} of ${
      count(c.attempts)
    }</span></td><td class="words">${wrongHtml(r)}</td></tr>`;
  }).join("");
  const rates = ["Answered", "Wrong", "Mismatch rate", "95% interval", "Error rate"].map(numbers);
  return table(["System", ...rates, "Which"], lines);
}

const verdict = (cached: boolean | null) =>
  cached === null
    ? "too few pairs"
    : cached
    ? '<span class="badge fail">cached</span>'
    : "no cache";

/** Whether the second answer to the same prompt was faster, and how long those answers were. */
export function repeatsHtml(rows: ProbedRow[]): string {
  const lines = rows.flatMap((r) => {
    const p = r.repeat;
    if (!p) return [];
    return `<tr>${system(r)}<td class="n" data-l="pairs">${
      count(p.pairs)
    }</td><td class="n" data-l="over 10% faster">${count(p.faster)}<br><span class="cap">${
      between(p.low, p.high)
    }</span></td><td class="n" data-l="second over first">${
      p.median_ratio === null ? "–" : p.median_ratio.toFixed(2)
    }</td><td data-l="verdict">${verdict(p.cached)}</td><td class="n" data-l="answer length">${
      r.length ? percent(r.length.median_share) : "–"
    }</td><td class="n${r.length?.short ? " fails" : ""}" data-l="short">${
      r.length ? `${count(r.length.short)} of ${count(r.length.n)}` : "–"
    }</td></tr>`;
  }).join("");
  const pairs = ["Pairs", "Over 10% faster", "Second over first"].map(numbers);
  const lengths = ["Answer length", "Short"].map(numbers);
  return table(["System", ...pairs, "Verdict", ...lengths], lines);
}

/** What stands out among real systems, in a sentence or two. */
export function findingText(rows: ProbedRow[]): string {
  const real = rows.filter((r) => !r.simulated);
  if (real.length === 0) return "No real system has been probed yet.";
  // A system may have a run of its own and probes within another.
  const asked = [
    ...Map.groupBy(
      real.filter((r) => r.correctness?.answered),
      (r) => `${r.provider}\n${r.model}`,
    ).values(),
  ];
  const right = asked.filter((own) => own.every((r) => r.correctness!.mismatched === 0)).length;
  const cached = [
    ...new Set(real.filter((r) => r.repeat?.cached).map((r) => providerLabel(r.provider))),
  ];
  return [
    asked.length === 0
      ? "<b>No real system answered a probe.</b>"
      : `<b>${right} of ${asked.length} real systems turned every number into the right digits.</b>`,
    ...(cached.length
      ? [`${escapeHtml(cached.join(", "))} answered a repeated prompt from a cache.`]
      : []),
  ].join(" ");
}
