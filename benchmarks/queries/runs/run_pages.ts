/** What the pages of runs are made of. */
import { type Database, quote } from "../../store/duckdb.ts";
import { type Download, downloadsOf } from "../downloads/downloads.ts";
import { isFileName } from "../../shared/file_name.ts";
import type { Calibration } from "../../calibration/calibration.ts";
import { calibrationOf } from "../../calibration/read.ts";
import { validityLimits } from "../validity_limits.ts";
import { type Probed, probesOf } from "../probes.ts";
import { type Neighbours, neighboursOf } from "./neighbours.ts";
import { type RunFacts, runFacts } from "./run_facts.ts";
import { type RunResult, runResults } from "./run_results.ts";
import { speculation, type SpeculationRow } from "../tables/speculation.ts";
import { type Answer, ask } from "../tables/table.ts";
import { type ServerMoment, serverSides, serverSideSql } from "./server_sides.ts";

export interface RunPage {
  run: RunFacts;
  /** By provider and model. */
  results: RunResult[];
  /** What its probes said, target by target. */
  probed: Probed[];
  /** How the servers were, and the SQL that gives it; null where nobody looked. */
  server: {
    moments: ServerMoment[];
    sql: string;
    /** The run's own rows of the table. */
    speculation: Answer<SpeculationRow>;
  } | null;
  neighbours: Neighbours;
  /** Null where there is none, or none of ours. */
  calibration: Calibration | null;
  limits: typeof validityLimits;
  /** Whether it has files of its own, and CSV and JSON among them; null where its rows stand in the store alone. */
  files: Pick<Download, "text"> | null;
}

/** The page of one run, or those of every run that an address can name, the newest first. */
export async function runPages(db: Database, run_id?: string): Promise<RunPage[]> {
  const runs = (await runFacts(db, run_id)).filter((run) => isFileName(run.run_id));
  const results = await runResults(db, runs);
  const of = run_id === undefined ? "true" : `q.run_id = ${quote(run_id)}`;
  const probed = Map.groupBy(await probesOf(db, of), (p) => p.run_id);
  const neighbours = await neighboursOf(db);
  const servers = await serverSides(db, run_id);
  const speculated = servers.size ? (await ask(db, speculation)).rows : [];
  const files = new Map((await downloadsOf(db)).map((file) => [file.path, file]));
  return runs.map((run) => ({
    run,
    results: results.get(run.run_id) ?? [],
    probed: probed.get(run.run_id) ?? [],
    server: servers.has(run.run_id)
      ? {
        moments: servers.get(run.run_id)!,
        sql: serverSideSql(run.run_id),
        speculation: {
          table: speculation,
          rows: speculated.filter(({ run_id }) => run_id === run.run_id),
        },
      }
      : null,
    neighbours: neighbours.get(run.run_id) ?? { previous: null, next: null },
    calibration: calibrationOf(run.calibration),
    limits: validityLimits,
    files: files.get(`runs/${run.run_id}`) ?? null,
  }));
}
