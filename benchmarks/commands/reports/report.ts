/** `deno task report`: a page for reading and print about some runs; as one file and as PDF, too. */
import { writeWhole } from "../../files/own_file.ts";
import { slugOf } from "../notebook.ts";
import { ConfigError } from "../../plan/config.ts";
import {
  isReportName,
  type ReportDefinition,
  type reportMetrics,
  reportsFolder,
} from "../../queries/reports/definition.ts";
import type { Database } from "../../store/duckdb.ts";
import { findRuns, type Run } from "../../store/run_folders.ts";
import { openRuns } from "../../store/views.ts";
import { wallNow } from "../../wire/clock.ts";
import { nameOf, oneNamed, storeOf } from "../runs/named.ts";
import { exportReport } from "./export_report.ts";
import { reportText } from "./template.ts";

export interface ReportOptions {
  title?: string;
  metric?: typeof reportMetrics[number];
  ttft?: number;
  rate?: number;
  yes?: boolean;
  export?: boolean;
  out?: string;
}

/** Writes the report, exports it, or both. Throws `ConfigError` where a name or a run cannot be meant. */
export async function reportCommand(
  name: string,
  runs: string[],
  options: ReportOptions,
): Promise<number> {
  if (!isReportName(name)) {
    const better = slugOf(name).replace(/[^a-z0-9-]/g, "");
    throw new ConfigError(name, [
      "a report's name has small letters, digits and hyphens, 60 at most" +
      (isReportName(better) ? `: ${better} would do` : ""),
    ], "be a report's name");
  }
  const path = `${reportsFolder}/${name}.md`;
  const isThere = await Deno.lstat(path).then(() => true, () => false);
  if (!runs.length && !isThere) {
    throw new ConfigError(name, [
      `there is no ${path} yet: name the runs that it is of (deno task runs lists them)`,
    ], "be written");
  }
  if (runs.length) await writeReport(name, path, isThere, runs, options);
  if (options.export) return await exportReport(name, options.out ?? ".");
  if (!runs.length) console.log(path);
  console.log(`See it: deno task dev, then /reports/${name}
Take it away: deno task report ${name} --export`);
  return 0;
}

async function writeReport(
  name: string,
  path: string,
  isThere: boolean,
  given: string[],
  options: ReportOptions,
): Promise<void> {
  if (isThere && !options.yes) {
    throw new ConfigError("The report", [
      `${path} is there already: edit it, or replace it and what you wrote in it by --yes`,
    ], "be written");
  }
  const store = storeOf({});
  const found = await findRuns(store);
  const chosen: Run[] = [];
  for (const one of given) {
    const meant = oneNamed(await nameOf(one, found), found.runs, store, undefined, found.broken);
    if (!chosen.includes(meant)) chosen.push(meant);
  }
  const db = await openRuns(chosen.map((run) => run.folder));
  const question = options.title ?? await questionIn(db);
  const { rows: said } = await db.query("SELECT DISTINCT run_by, interest FROM runs");
  db.close();
  // Who ran all of them most likely writes of them, too.
  const [{ run_by, interest }] = said.length === 1 ? said : [{ run_by: null, interest: null }];
  const definition: ReportDefinition = {
    runs: chosen.map((run) => run.run_id),
    written_by: String(run_by ?? ""),
    interest: String(interest ?? ""),
    written_on: wallNow().toISOString().slice(0, 10),
    metric: options.metric ?? "ttft_s",
    limits: { ttft_s: options.ttft ?? 0.5, decode_tokens_per_s: options.rate ?? 20 },
    share: 0.95,
  };
  await Deno.mkdir(reportsFolder, { recursive: true });
  // A link of its name is replaced, not followed.
  await writeWhole(path, reportText(name, question, definition));
  const { ttft_s, decode_tokens_per_s } = definition.limits;
  console.log(`${path}
Edit in it: the question, the paragraph below it, the limits (${ttft_s} s, ${decode_tokens_per_s} tokens/s),
who wrote it and their interest.`);
}

/** "a, b or c" */
const either = (names: string[]): string =>
  names.length < 3 ? names.join(" or ") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

/** What runs can answer: `db` is of them alone. */
export async function questionIn(db: Database): Promise<string> {
  // A run of another workload says nothing of a change.
  const { rows: systems } = await db.query(
    `SELECT provider, model, min(runs)::INT AS runs FROM (
      SELECT provider, model, workload_hash, count(DISTINCT run_id) AS runs
      FROM requests WHERE phase = 'measured' GROUP BY ALL) GROUP BY ALL ORDER BY ALL`,
  );
  const { rows: asked } = await db.query(`SELECT DISTINCT coalesce(w.label, r.workload) AS workload
    FROM runs r LEFT JOIN workloads w USING (workload_hash) ORDER BY ALL`);
  return questionOf(
    systems.map(({ provider }) => String(provider)),
    asked.map(({ workload }) => String(workload ?? "")),
    systems.length > 0 && systems.every(({ runs }) => Number(runs) > 1),
  );
}

/** "groq or lepton for 550 tokens in, 150 out?"; of what was measured `again` "Did groq change between ...?". */
export function questionOf(providers: string[], asked: string[], again: boolean): string {
  const names = [...new Set(providers)];
  const who = names.length > 3 || names.length < providers.length
    ? `Which of ${providers.length} systems`
    : either(names);
  const what = asked.length === 1 ? asked[0] : `${asked.length} workloads`;
  if (again) {
    const any = names.length > 3 || names.length < providers.length
      ? `any of ${providers.length} systems`
      : either(names);
    return `Did ${any} change between runs, at ${what}?`;
  }
  return `${providers.length === 1 ? `How fast is ${names[0]}` : who} for ${what}?`;
}
