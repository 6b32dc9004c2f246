/** Whether a run counts, where it is from, who made it, and what of it is in no number. */
import type { RunPage } from "@/benchmarks/queries/runs/run_pages.ts";
import { type Html, joined, markup } from "../components/row_table.js";
import { harnessName } from "../shared/harness_names.js";
import { count } from "../words/format.js";
import { tagLink } from "./run_list.js";
import { providerName, shortName } from "../words/names.js";

const many = (n: number, one: string) => `${count(n)} ${one}${n === 1 ? "" : "s"}`;
const sentence = (text: string) => /[.!?]$/.test(text) ? text : `${text}.`;

/** The sentence under the heading: valid or not and why, and how much was asked. */
export function findingHtml({ run, results, probed }: RunPage): string {
  const attempts = results.reduce((sum, r) => sum + r.attempts, 0);
  const succeeded = results.reduce((sum, r) => sum + r.succeeded, 0);
  const targets = results.length || probed.length;
  const said = attempts
    ? `${many(attempts, "measured request")} to ${many(targets, "target")}: ${
      succeeded === attempts ? "all succeeded" : `${count(succeeded)} succeeded`
    }.`
    : run.rows === 0
    ? "Its source kept statistics alone."
    : run.probes
    ? `${many(run.probes, "probe")} of ${many(targets, "target")}, nothing timed.`
    : "No request was measured.";
  const counts = run.invalid
    ? markup`Not valid: ${sentence(run.invalid)}`
    : run.rows === 0
    ? markup`Valid, but without rows: on no leaderboard.`
    : run.selection
    ? markup`Valid, but a choice of its source’s: on no leaderboard.`
    : run.left_out
    ? markup`Valid, but on no board by its publisher’s choice: ${sentence(run.left_out)}`
    : markup`Valid.`;
  return markup`<p class="find"><b>${counts}</b> ${said}</p>`.html;
}

/** What its publisher noted, and its tags; "" where there is neither. */
export function noteHtml({ run: { note, tags } }: RunPage): string {
  if (!note && !tags.length) return "";
  const own = tags.map((tag) => markup` ${tagLink(tag, "../")}`);
  return markup`<p class="said"><b>${note ? "Note" : "Tagged"}:</b> ${note ?? ""}${joined(own)}</p>`
    .html;
}

/** Facts of one target that take it out of a ranking, or that a reader must know. */
function ofTargets({ targets }: RunPage["run"]): Html[] {
  return targets.flatMap((t) => {
    const name = `${providerName(String(t.provider))} ${shortName(String(t.model))}`;
    return [
      ...t.invalid ? [markup`<b>${name} is not valid:</b> ${sentence(String(t.invalid))}`] : [],
      ...t.given_up ? [markup`<b>${name} was given up:</b> ${sentence(String(t.given_up))}`] : [],
      ...t.stopped ? [markup`<b>${name} was stopped:</b> ${sentence(String(t.stopped))}`] : [],
      ...t.tls_verified === false
        ? [markup`<b>${name}:</b> any certificate was accepted, so who answered is not proved.`]
        : [],
    ];
  });
}

/** What is in no number above. */
function leftOut({ run, results }: RunPage): Html[] {
  if (run.rows === 0) return [];
  const noFirst = results.reduce((sum, r) => sum + r.medians.ttft_s.omitted, 0);
  const noRate = results.reduce((sum, r) => sum + r.medians.e2e_tokens_per_s.omitted, 0);
  const lines: [number, string][] = [
    [run.warmup, `${many(run.warmup, "request")} of the warm-up`],
    [run.retries, `${many(run.retries, "later attempt")} of requests that failed at first`],
    [run.incomplete, `${many(run.incomplete, "request")} that the end of the run cut`],
    [results.length ? run.probes : 0, `${many(run.probes, "probe")}, which no speed is taken of`],
    [noFirst, `${many(noFirst, "succeeded request")} without a time of the first token`],
    [noRate, `${many(noRate, "succeeded request")} without a rate: no output was counted`],
  ];
  const found = lines.filter(([n]) => n > 0).map(([, words]) => words);
  return [
    found.length
      ? markup`<b>In no number above:</b> ${found.join("; ")}. They are in its files.`
      : markup`<b>Nothing is left out:</b> the numbers above are of every row of the run.`,
  ];
}

function origin(
  { imported_from, source, licence, caveat, clock, selection, run_by, interest }: RunPage["run"],
): Html[] {
  return [
    ...imported_from || source
      ? [
        markup`<b>Imported from others:</b> ${
          [source ?? (imported_from && harnessName(imported_from)), licence && `licence ${licence}`]
            .filter(Boolean).join("; ")
        }.`,
      ]
      : [],
    ...selection ? [markup`<b>Its source chose what to keep:</b> ${sentence(selection)}`] : [],
    ...clock ? [markup`<b>What its times lack:</b> ${sentence(clock)}`] : [],
    ...caveat ? [markup`<b>Before you quote it:</b> ${sentence(caveat)}`] : [],
    run_by
      ? markup`<b>Run by</b> ${sentence(run_by)} ${
        interest
          ? `Interest in the providers: ${sentence(interest)}`
          : "Of an interest in the providers nothing is said."
      }`
      : markup`<b>Who ran it</b> is not said${
        interest ? `; interest in the providers: ${sentence(interest)}` : "."
      }`,
  ];
}

/** The list. */
export function validityHtml(page: RunPage): string {
  const { run } = page;
  const simulated = run.simulated
    ? [
      markup`<b>Simulated:</b> ${
        run.simulated < run.rows ? `${count(run.simulated)} of its rows` : "its answers"
      } came from this workspace’s simulator, and enter no ranking of providers.`,
    ]
    : [];
  const items = [...simulated, ...ofTargets(run), ...origin(run), ...leftOut(page)];
  return `<h2>What to know of it</h2><ul>${
    joined(items.map((item) => markup`<li>${item}</li>`)).html
  }</ul>`;
}
