/** `deno task compact`: the rows of old runs into few files, by month. */
import { basename } from "node:path";
import { ConfigError } from "../../plan/config.ts";
import { printable } from "../../report/table.ts";
import { keepVerdicts } from "../../store/door/checked.ts";
import { type Compacted, compactMonth, type Month } from "../../store/compact/compact.ts";
import { type Merged, mergeFiles, severalFiles } from "../../store/compact/merge.ts";
import { oldRuns } from "../../store/compact/old_runs.ts";
import { findRuns } from "../../store/run_folders.ts";
import { runsFolder } from "../../store/views.ts";
import { writeViewsFile } from "../../store/views_file.ts";
import { wallNow } from "../../wire/clock.ts";
import { type RunsOptions, storeOf } from "./named.ts";

/** Moves them and says what it did. Throws `ConfigError` where the day is none. */
export async function compactRuns(
  options: RunsOptions & { before?: string; dryRun?: boolean },
): Promise<number> {
  const folder = options.resultsDir ?? runsFolder();
  const before = options.before ?? `${wallNow().toISOString().slice(0, 7)}-01`;
  if (!/^\d{4}-\d\d-\d\d$/.test(before) || !isDay(before)) {
    throw new ConfigError("command line", [`--before takes a day such as 2026-03-01`]);
  }
  const { months, ...others } = await oldRuns(folder, before);
  const say = (text: string) => !options.json && console.log(printable(text));
  const done: (Compacted | Planned)[] = [];
  for (const month of months) {
    const one = options.dryRun ? planned(month) : await compactMonth(folder, month);
    if (!options.dryRun) await keepVerdicts(month.runs);
    done.push(one);
    say(
      `${one.month}: ${many(one.runs, "run")}, ${many(one.rows, "row")}${
        one.files
          ? ` into ${one.files.join(", ")} (${size(one.bytes_after)}, before ${
            size(one.bytes_before)
          })`
          : " would be moved"
      }.`,
    );
  }
  const merged = await mergeAll(folder, options, say);
  for (const [why, [{ run_id }, ...more]] of Map.groupBy(others.stay, (run) => run.why)) {
    const also = more.length ? `, as do ${more.length.toLocaleString("en-US")} more` : "";
    say(`${run_id} stays as it is: ${why}${also}.`);
  }
  if (!months.length && !merged.length) {
    say(`No run in ${folder} that began before ${before} has rows to move.`);
  }
  // A convenience for other tools.
  if (!options.dryRun && (months.length || merged.length) && !options.resultsDir) {
    await writeViewsFile().catch(() => {});
  }
  if (options.json) console.log(JSON.stringify({ before, months: done, merged, ...others }));
  return 0;
}

/** Makes one file of those that a month has, and says so. */
async function mergeAll(
  folder: string,
  options: RunsOptions & { dryRun?: boolean },
  say: (text: string) => void,
): Promise<Merged[]> {
  const merged: Merged[] = [];
  for (const parts of await severalFiles(folder)) {
    const [{ month, bytes: bytes_before }, from] = [parts, parts.names.length];
    if (options.dryRun) {
      merged.push({ month, from, file: null, bytes_before, bytes_after: null });
      say(`${month}: ${from} files of before (${size(bytes_before)}) would be one.`);
      continue;
    }
    const theirs = (await findRuns(folder, folder)).runs
      .filter(({ at }) => at.shared && parts.names.includes(basename(at.file)));
    const one = await mergeFiles(folder, storeOf(options), parts);
    // The new file holds what the old ones did, so what was found of their runs holds.
    await keepVerdicts(theirs);
    merged.push(one);
    say(
      `${month}: one file of ${from}, ${one.file} (${size(one.bytes_after!)}, before ${
        size(bytes_before)
      }).`,
    );
  }
  return merged;
}

type Planned = Pick<Compacted, "month" | "runs" | "rows"> & { files?: undefined };
const planned = ({ month, runs }: Month): Planned => ({
  month,
  runs: runs.length,
  rows: runs.reduce((sum, run) => sum + run.rows, 0),
});

const isDay = (text: string) => {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};
const many = (n: number, one: string) => `${n.toLocaleString("en-US")} ${one}${n === 1 ? "" : "s"}`;
const size = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
