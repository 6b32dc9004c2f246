/** `deno task compact`: the rows of old runs into few files, by month. */
import { ConfigError } from "../../plan/config.ts";
import { printable } from "../../report/table.ts";
import { keepVerdicts } from "../../store/door/checked.ts";
import { type Compacted, compactMonth, type Month } from "../../store/compact/compact.ts";
import { oldRuns } from "../../store/compact/old_runs.ts";
import { runsFolder } from "../../store/views.ts";
import { writeViewsFile } from "../../store/views_file.ts";
import { wallNow } from "../../wire/clock.ts";
import type { RunsOptions } from "./named.ts";

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
  for (const [why, [{ run_id }, ...more]] of Map.groupBy(others.stay, (run) => run.why)) {
    const also = more.length ? `, and so do ${more.length.toLocaleString("en-US")} more` : "";
    say(`${run_id} stays as it is: ${why}${also}.`);
  }
  if (!months.length) say(`No run in ${folder} that began before ${before} has rows to move.`);
  // A convenience for other tools.
  if (!options.dryRun && months.length && !options.resultsDir) {
    await writeViewsFile().catch(() => {});
  }
  if (options.json) console.log(JSON.stringify({ before, months: done, ...others }));
  return 0;
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
