/** Where a run's rows and pages are, and what to do next. */
import type { Summary } from "./summary.ts";
import { inOrder } from "./summary_first.ts";

/** Names that need no quotes in a shell. */
const plain = /^[\w.:/-]+$/;
/** A word of a command line that is printed to be typed. */
const shellWord = (text: string) => plain.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** What a printed command needs, beside its words, to work on the same store as the command that prints it. */
export const sameStore = (
  { resultsDir, store }: { resultsDir?: string; store?: string },
): string =>
  resultsDir !== undefined
    ? ` --results-dir ${shellWord(resultsDir)}`
    : store !== undefined
    ? ` --store ${shellWord(store)}`
    : "";

/** The last lines of a summary, each a place or a command. */
export function nextText(
  summary: Summary,
  { folder, full, store }: { folder: string; full: boolean; store?: string },
  width: number,
): string[] {
  const answered = summary.targets.some((t) => t.counts.succeeded > 0);
  const named = sameStore({ store });
  const lines: [string, string | null][] = [
    ["Rows", `${folder}/requests.parquet`],
    ["Pages", named ? `deno task site${named}` : "deno task dev"],
    ["Compare", answered ? comparison(summary, named) : null],
    [
      "More",
      full || !answered ? null : "--full prints every statistic, --json all of them as JSON",
    ],
  ];
  const given = lines.filter((line): line is [string, string] => line[1] !== null);
  const names = Math.max(...given.map(([name]) => name.length)) + 2;
  return given.filter(([name, text]) => name === "Rows" || names + text.length <= width)
    .map(([name, text]) => `${`${name}:`.padEnd(names)}${text}`);
}

/** Of the first two targets of the table, where their names tell them apart. */
function comparison({ targets }: Summary, named: string): string | null {
  const [a, b] = inOrder(targets).map((t) => t.provider);
  return targets.length > 1 && a !== b && plain.test(a) && plain.test(b)
    ? `deno task compare${named} provider=${a} provider=${b}`
    : null;
}
