/** The table of page `/runs`. */
import type { ListedRun } from "@/benchmarks/queries/tables/runs.ts";
import { runFilesHtml } from "../choice/row_links.js";
import { type Html, joined, link, markup, rowTable, runLink } from "../components/row_table.js";
import { numbers } from "../components/table.js";
import { isFileName } from "../shared/file_name.js";
import { harnessName } from "../shared/harness_names.js";
import { count, escapeHtml, minute } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { shortName } from "../words/names.js";

/** So many names of targets stand in a row; of more only how many they are. */
const mostNames = 3;

/** "simulated" of a run that a simulator answered, wholly or partly. */
export const simulatedBadge = (simulated: number, requests: number): Html =>
  simulated
    ? markup` <span class="badge sim">${simulated < requests ? "partly " : ""}simulated</span>`
    : markup``;

const runShown = ({ run_id, ran_at, simulated, requests }: ListedRun): Html =>
  joined([
    runLink(run_id, ran_at ? minute(ran_at) : "at an unknown time"),
    simulatedBadge(simulated, requests),
    markup`<br><code>${run_id}</code>`,
  ]);

const targetsShown = ({ target_count, targets }: ListedRun): Html => {
  if (target_count > mostNames) return markup`${count(target_count)} targets`;
  return markup`${target_count === 1 ? shortName(targets) : targets}`;
};

/** Tags of a run. */
export const tagsOf = ({ tags }: Pick<ListedRun, "tags">): string[] => tags?.split(", ") ?? [];

/** A tag, which leads to the runs that have it. */
export const tagLink = (tag: string, up?: string): Html =>
  link(pageHref("runs", { tag }, { up }), tag, { class: "badge plain" });

/** Characters of a note that a row has room for; the run's page has all. */
const noteRoom = 160;

const validShown = (run: ListedRun): Html => {
  const { invalid, left_out, selection, clock, note } = run;
  const lacks = [
    ...(left_out ?? selection) && !invalid ? [`On no board: ${left_out ?? selection}`] : [],
    ...clock ? [`Times: ${clock}`] : [],
  ];
  const words = note && note.length > noteRoom ? `${note.slice(0, noteRoom).trimEnd()} …` : note;
  return joined([
    invalid ? markup`<span class="badge fail">invalid</span> ${invalid}` : markup`valid`,
    ...lacks.map((text) => markup`<br>${text}`),
    ...words ? [markup`<br><span class="cap">${words}</span>`] : [],
    ...tagsOf(run).map((tag) => markup` ${tagLink(tag)}`),
  ]);
};

/** Headings that sort, by their columns. */
export const sorts = {
  ran_at: "Run, UTC",
  config_name: "Configuration",
  workload: "Workload",
  requests: "Requests",
  succeeded: "Succeeded",
} as const;
export type SortKey = keyof typeof sorts;

/** A heading that sorts where a script can. */
export type HeadOf = (key: SortKey) => { html: string; sorted: string };
const plainHead: HeadOf = (key) => ({ html: sorts[key], sorted: "" });

/** Rows of runs; `stored` requests are in the store. */
export function runsHtml(runs: ListedRun[], stored: number, headOf = plainHead): string {
  const head = (key: SortKey) => headOf(key).html;
  const number = (key: SortKey) => numbers(head(key), headOf(key).sorted);
  return rowTable<ListedRun>(
    [
      { head: head("ran_at"), show: runShown },
      { head: head("config_name"), label: "configuration", show: (r) => r.config_name },
      { head: head("workload"), label: "workload", show: (r) => r.workload },
      { head: "Targets", label: "targets", show: targetsShown },
      { head: number("requests"), label: "requests", show: (r) => count(r.requests) },
      {
        head: number("succeeded"),
        label: "succeeded",
        fails: (r) => r.succeeded < r.requests,
        show: (r) => count(r.succeeded),
      },
      { head: "Valid, note and tags", show: validShown },
      {
        head: "Files",
        kind: "files",
        label: "files",
        show: ({ run_id, attempts }) => ({
          html: isFileName(run_id) && attempts ? runFilesHtml(run_id, attempts, stored) : "",
        }),
      },
    ],
    runs,
    { kind: "stack runs all-runs" },
  );
}

const one = (n: number, name: string) => `${count(n)} ${name}${n === 1 ? "" : "s"}`;

/** So many harnesses are counted by name over the table. */
const mostHarnesses = 12;

/** "3 vLLM, 1 AIPerf": the most first. */
function byHarness(runs: ListedRun[]): string {
  const all = [...Map.groupBy(runs, (r) => harnessName(r.imported_from!))]
    .sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1));
  const rest = all.slice(mostHarnesses).reduce((sum, [, some]) => sum + some.length, 0);
  return [
    ...all.slice(0, mostHarnesses).map(([name, some]) => `${count(some.length)} ${name}`),
    ...rest ? [`${count(rest)} of others`] : [],
  ].join(", ");
}

/** The sentence over the table. */
export function findingHtml(runs: ListedRun[]): string {
  const invalid = runs.filter((r) => r.invalid).length;
  const theirs = runs.filter((r) => r.imported_from !== null);
  const simulated = runs.filter((r) => r.simulated).length;
  const some = [
    ...theirs.length
      ? [`${count(theirs.length)} imported from other harnesses (${escapeHtml(byHarness(theirs))})`]
      : [],
    ...simulated ? [`${count(simulated)} answered by a simulator`] : [],
  ];
  return `<b>${one(runs.length, "run")}, ${
    invalid ? `${count(invalid)} of them not valid` : runs.length === 1 ? "valid" : "all valid"
  }</b>${some.length ? `; ${some.join(", ")}` : ""}.`;
}
