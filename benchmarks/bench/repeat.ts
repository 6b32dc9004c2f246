/** `deno task bench RUN/run.json`: a published run made again, and old beside new. */
import {
  compared,
  type ComparedSystems,
  compareSystems,
  type Comparison,
} from "../report/comparison/comparison.ts";
import { comparisonText, headline, repeatVerdict } from "../report/comparison/comparison_text.ts";
import {
  type ShareChange,
  shareChanges,
  shareChangesText,
} from "../report/comparison/share_changes.ts";
import { type Database, quote } from "../store/duckdb.ts";
import { probesOf } from "../queries/probes.ts";
import { invalidOf } from "../store/publisher.ts";
import { readRunFile, type RunFile } from "../store/run_file.ts";
import { openRuns } from "../store/views.ts";
import { systemsOf } from "../queries/systems.ts";
import type { Repeated } from "./run_folder.ts";

/** Old beside new. */
export interface RepeatReport {
  old_run_id: string;
  new_run_id: string;
  prompts: { equal: number; different: number; missing: number };
  /** What else changed, and may be why. */
  warnings: string[];
  /** Of each target: whether it is as it was. */
  verdicts: { provider: string; model: string; verdict: ReturnType<typeof repeatVerdict> }[];
  comparisons: Comparison[];
  /** Mismatch and error rates of correctness probes; empty where neither run had some. */
  correctness: ShareChange[];
}

/** Compares the run in `newFolder` with the one it repeats: as data, and as text. */
export async function repeatReport(
  old: Repeated,
  newFolder: string,
): Promise<{ report: RepeatReport; text: string }> {
  const now = (await readRunFile(newFolder))!;
  const db = await openRuns([old.folder, newFolder]);
  try {
    const of = (run: RunFile) => systemsOf(db, `q.run_id = ${quote(run.run_id)}`, compared);
    const [before, after] = [await of(old.run), await of(now)];
    const pairs = after.flatMap((b): ComparedSystems[] => {
      const a = before.find((s) => s.provider === b.provider && s.model === b.model);
      return a ? [{ a, b, comparisons: compareSystems(a, b) }] : [];
    });
    const probed = (run: RunFile) => probesOf(db, `q.run_id = ${quote(run.run_id)}`);
    const correctness = shareChanges(await probed(old.run), await probed(now));
    const tokenizers = [before, after].map((s) =>
      s.find((one) => one.tokenizer)?.tokenizer ?? null
    );
    const report: RepeatReport = {
      old_run_id: old.run.run_id,
      new_run_id: now.run_id,
      prompts: await promptsOf(db, old.run, now),
      warnings: [
        ...invalid("old", old.run),
        ...invalid("new", now),
        ...Object.keys({ ...old.run.versions, ...now.versions }).flatMap((name) =>
          changed(`version of ${name}`, old.run.versions?.[name], now.versions[name])
        ),
        ...mixed("old", old.run),
        ...mixed("new", now),
        ...changed("location", old.run.location, now.location),
        ...changed("tokenizer", tokenizers[0], tokenizers[1]),
        ...changed("processor", old.run.host?.cpu, now.host.cpu),
        ...changed("number of cores", old.run.host?.cores, now.host.cores),
      ],
      verdicts: pairs.map((pair) => ({
        provider: pair.b.provider,
        model: pair.b.model,
        verdict: repeatVerdict(pair),
      })),
      comparisons: pairs.flatMap((pair) => pair.comparisons),
      correctness,
    };
    return { report, text: repeatText(report, pairs) };
  } finally {
    db.close();
  }
}

const invalid = (which: string, run: RunFile): string[] =>
  invalidOf(run)
    ? [`the ${which} run is invalid: ${invalidOf(run)}`]
    : run.targets.flatMap((t) =>
      t.invalid ? [`${t.provider} ${t.model} of the ${which} run is invalid: ${t.invalid}`] : []
    );

/** A run that was gone on with by another version than began it. */
function mixed(which: string, run: RunFile): string[] {
  const later = Array.isArray(run.resumed_versions) ? run.resumed_versions : [];
  const names = Object.keys(run.versions ?? {}).filter((name) =>
    later.some((versions) => versions?.[name] !== run.versions[name])
  );
  return names.length
    ? [`the ${which} run was begun and gone on with by different versions of ${names.join(", ")}`]
    : [];
}

const changed = (what: string, a: unknown, b: unknown): string[] =>
  (a ?? null) === (b ?? null)
    ? []
    : [`the ${what} differs: ${a ?? "unknown"} then, ${b ?? "unknown"} now`];

/** Requests of the same place in both plans whose prompts are the same, by their hash. */
async function promptsOf(db: Database, old: RunFile, now: RunFile) {
  const side = (run: RunFile) =>
    `(SELECT DISTINCT provider, model, phase, request_index, prompt_hash FROM requests WHERE run_id = ${
      quote(run.run_id)
    })`;
  const { rows: [row] } = await db.query(
    `SELECT count(*) FILTER (a.prompt_hash = b.prompt_hash) AS equal,
      count(*) FILTER (a.prompt_hash <> b.prompt_hash) AS different,
      count(*) FILTER (a.prompt_hash IS NULL OR b.prompt_hash IS NULL) AS missing
    FROM ${side(old)} a FULL JOIN ${side(now)} b USING (provider, model, phase, request_index)`,
  );
  return row as RepeatReport["prompts"];
}

const sides: [string, string] = ["then", "now"];

/** What a person reads of it. */
function repeatText(report: RepeatReport, pairs: ComparedSystems[]): string {
  const { equal, different, missing } = report.prompts;
  const prompts = different === 0
    ? `The prompts are the same: ${equal} of ${equal + missing} equal by hash${
      missing ? `, ${missing} are in one run only` : ""
    }.`
    : `WARNING: ${different} prompts differ, ${equal} are equal: the runs did not ask the same.`;
  const probed = report.correctness.length > 0;
  return [
    `Repeated: ${report.old_run_id}`,
    prompts,
    ...report.warnings.map((w) => `WARNING: ${w}.`),
    ...(pairs.length
      ? ["", headline(pairs, sides, repeatVerdict), "", comparisonText(pairs, sides)]
      : []),
    ...(probed ? ["", ...shareChangesText(report.correctness)] : []),
    ...(pairs.length || probed ? [""] : ["Nothing was timed, so there are no times to compare."]),
    "Two sessions are compared, and the same system can differ from hour to hour.",
  ].join("\n");
}
