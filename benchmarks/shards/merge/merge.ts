/**
 * Makes one run of what shards committed: `requests.parquet` and `run.json` in the place. Whoever merges writes
 * the same bytes, so that two at once do no harm. The parts stay, as evidence.
 */
import type { Place } from "../../places/place.ts";
import { isObject, parseJson } from "../../providers/read/json.ts";
import { openDuckdb, parquetFiles } from "../../store/duckdb.ts";
import { allReasons, type TargetFault } from "../../store/row_checks.ts";
import { type RunFile, writeRunFile } from "../../store/run_file.ts";
import type { Manifest } from "../manifest.ts";
import { runPath } from "../paths.ts";
import { checkRun, shardList } from "./check.ts";
import { type FoundRun, foundRun } from "./found.ts";
import { fittingParts } from "./fitting_parts.ts";
import { countRows, mergeRows } from "./merge_rows.ts";
import { mergedRun } from "./merged_run.ts";
import { partsHere } from "./parts_here.ts";
import { isAsPut, putRun, removeClaims } from "./put_run.ts";
import { rowFaults } from "./row_faults.ts";

/** What rows of a run say of it: why it is no result, and which of its targets are none. */
export interface Verdict {
  run: string | null;
  targets: TargetFault[];
}

export interface MergeOptions {
  /** A folder of this machine for what is brought and made; it is made and removed again. */
  staging: string;
  /** Merges what is there, as an invalid run that says what is missing. */
  withoutMissing?: boolean;
  /** Judges a run by the rows in its folder, as one that a single process made. */
  judge(folder: string, run: RunFile): Promise<Verdict>;
  /** Reads the run where it was made, in a folder of this machine, once it is in the place. */
  made?(folder: string, run: RunFile): Promise<void>;
}

export interface MergeOutcome {
  runId: string;
  /** Null where nothing says how many there are to be. */
  shards: number | null;
  /** How many shards are whole. */
  done: number;
  /** `lacking`: it is not whole, and stays as it is. `was`: it was merged before. */
  state: "merged" | "was" | "lacking";
  rows: number | null;
  lacking: string[];
  notes: string[];
}

/** What DuckDB may hold in memory; the rest of what it sorts is on the disk. */
const mostMemory = "384MB";

/** Who merges fewer shards at the same moment may mix its files with these: so often all is made anew. */
const mostTries = 3;

/** Merges a run, or says why not. Null where no shard of it is there. */
export async function mergeRun(
  place: Place,
  runId: string,
  options: MergeOptions,
): Promise<MergeOutcome | null> {
  for (let tries = 1;; tries++) {
    const outcome = await mergeOnce(place, runId, options, tries > 1);
    if (outcome === null || !("mixed" in outcome)) return outcome;
    if (tries === mostTries) return outcome.mixed;
  }
}

/** `again`: whatever was made of it before is made anew. `mixed`: another one wrote the run at the same time. */
async function mergeOnce(
  place: Place,
  runId: string,
  options: MergeOptions,
  again: boolean,
): Promise<MergeOutcome | { mixed: MergeOutcome } | null> {
  const found = await foundRun(place, runId);
  if (!found) return null;
  const checked = checkRun(found);
  const outcome = {
    ...{ runId, shards: checked.shards, done: checked.manifests.length, rows: null },
    ...{ lacking: checked.lacking, notes: checked.notes },
  };
  const before = await madeBefore(place, found, checked.manifests);
  if (before === "whole" && !again) return { ...outcome, state: "was" };
  if (before === "another") {
    const another = `${runPath(runId)}/run.json in ${place.name} is of a run of that name that ` +
      "one process made: move that run away, then merge again.";
    return { ...outcome, lacking: [...outcome.lacking, another], state: "lacking" };
  }
  const nothing = !checked.manifests.length;
  if (nothing || checked.lacking.length && !options.withoutMissing) {
    return { ...outcome, state: "lacking" };
  }
  await Deno.mkdir(options.staging, { recursive: true });
  try {
    const parts = await partsHere(place, checked.manifests, options.staging);
    const lacking = [...checked.lacking, ...parts.lacking];
    const whole = { ...outcome, lacking, done: parts.manifests.length };
    if (!parts.manifests.length || lacking.length && !options.withoutMissing) {
      return { ...whole, state: "lacking" };
    }
    const merged = await rowsOfParts(parts.files, parts.manifests, options);
    if (merged.lacking.length) {
      return { ...whole, lacking: [...lacking, ...merged.lacking], state: "lacking" };
    }
    const out = `${options.staging}/run`;
    const missing = missingWords(checked.shards, parts.manifests);
    const run = mergedRun(parts.manifests, merged.counts, [...missing, ...merged.odd]);
    await writeRunFile(out, run);
    const result = judged(run, await options.judge(out, run));
    await writeRunFile(out, result);
    await putRun(place, runId, out, parts.manifests);
    const there = found.found.filter(({ manifest, fault }) => manifest || fault !== null).length;
    if (!await isAsPut(place, runId, out, there)) {
      const another = "Another process merges it at the same time: merge again once it is done.";
      return { mixed: { ...whole, lacking: [...lacking, another], state: "lacking" } };
    }
    await removeClaims(place, runId, parts.manifests).catch(() => {}); // the run is there
    await options.made?.(out, result);
    const notes = [...checked.notes, ...merged.notes];
    return { ...whole, notes, rows: merged.rows, state: "merged" };
  } finally {
    await Deno.remove(options.staging, { recursive: true }).catch(() => {});
  }
}

/** What `run.json`, which is written last, is of: these shards, fewer or none of them, or another run. */
async function madeBefore(
  place: Place,
  found: FoundRun,
  manifests: Manifest[],
): Promise<"whole" | "another" | null> {
  if (!found.hasRun) return null;
  const bytes = await place.read(`${runPath(found.runId)}/run.json`);
  const run = parseJson(new TextDecoder().decode(bytes ?? new Uint8Array()));
  if (!isObject(run)) return null;
  // Without them it is a run of one process, which is nothing of ours to replace.
  if (!Array.isArray(run.each_shard)) return "another";
  const there = new Set(run.each_shard.map((one) => isObject(one) ? one.shard : null));
  const isWhole = manifests.every(({ shard }) => there.has(shard)) && !found.isReplaced;
  return isWhole ? "whole" : null;
}

const missingWords = (shards: number | null, manifests: Manifest[]): string[] => {
  const there = new Set(manifests.map(({ shard }) => shard));
  const missing = Array.from({ length: shards ?? 0 }, (_, i) => i).filter((i) => !there.has(i));
  if (missing.length) {
    return [`${shardList(missing)} of ${shards} missing: no row of theirs is here`];
  }
  return shards === null ? ["nothing says how many shards it was to have"] : [];
};

async function rowsOfParts(files: string[], manifests: Manifest[], { staging }: MergeOptions) {
  const [{ run_id }] = manifests;
  const path = `${staging}/run/requests.parquet`;
  await Deno.mkdir(`${staging}/run`, { recursive: true });
  const db = await openDuckdb();
  try {
    await db.run(`SET memory_limit = '${mostMemory}'`);
    await db.run(`SET temp_directory = '${staging.replaceAll("'", "''")}/sorting'`);
    const nothing = { odd: [], counts: {}, notes: [], rows: 0 };
    if (!files.length) return { ...nothing, lacking: ["No shard has a row."] };
    const { shapes, unfit } = await fittingParts(db, files);
    if (unfit.length) return { ...nothing, lacking: unfit };
    const counted = await countRows(db, files, run_id);
    const { lacking, odd, notes } = rowFaults(manifests, counted);
    if (lacking.length) return { ...nothing, lacking };
    await db.run("SET threads = 1"); // whoever merges writes the same bytes
    await mergeRows(db, shapes, files, path, counted.twice > 0);
    const counts: Record<string, number> = {};
    const { rows } = await db.query(
      `SELECT status, count(*) AS n FROM ${parquetFiles([path])} GROUP BY ALL ORDER BY status`,
    );
    for (const { status, n } of rows) counts[String(status)] = Number(n);
    const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
    return { lacking, odd, notes, counts, rows: all };
  } finally {
    db.close();
  }
}

/** The run with what its rows say of it. */
function judged(run: RunFile, { run: why, targets }: Verdict): RunFile {
  const found = run.targets.map((target) => ({
    ...target,
    invalid: allReasons(
      target.invalid,
      ...targets.filter((t) => t.provider === target.provider && t.model === target.model)
        .map((t) => t.why),
    ),
  }));
  const none = found.length > 0 && found.every(({ invalid }) => invalid !== null)
    ? found.map(({ invalid }) => invalid)
    : [];
  return { ...run, targets: found, invalid: allReasons(run.invalid, why, ...none) };
}
