/** What the pages of runs are made of. */
import type { Database } from "../../store/duckdb.ts";
import { textRowLimit, textStoreLimit } from "../downloads.ts";
import { isFileName } from "../../shared/file_name.ts";
import { type RunFacts, runFacts } from "./run_facts.ts";
import { type RunResult, runResults } from "./run_results.ts";

export interface RunPage {
  run: RunFacts;
  /** By provider and model. */
  results: RunResult[];
  /** Whether its files are CSV and JSON, too. */
  text: boolean;
}

/** The page of one run, or those of every run that an address can name, the newest first. */
export async function runPages(db: Database, run_id?: string): Promise<RunPage[]> {
  const { rows: [{ n }] } = await db.query("SELECT count(*)::DOUBLE AS n FROM requests");
  const runs = (await runFacts(db, run_id)).filter((run) => isFileName(run.run_id));
  const results = await runResults(db, runs);
  return runs.map((run) => ({
    run,
    results: results.get(run.run_id) ?? [],
    text: run.rows <= textRowLimit && Number(n) <= textStoreLimit,
  }));
}
