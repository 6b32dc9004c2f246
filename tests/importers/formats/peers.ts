/** Files of other harnesses for tests, and what an import makes of them. */
import { importCommand } from "../../../benchmarks/commands/import.ts";
import type { JsonValue } from "../../../benchmarks/store/duckdb.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { captured, inFolder } from "../llmperf_files.ts";

export const peers = new URL("../../fixtures/peers/", import.meta.url).pathname;

export interface Done {
  status: number;
  err: string[];
  done: { file: string; run_id: string; rows: number; skipped: number }[];
}

/** Imports paths into a folder. */
export async function importInto(folder: string, paths: string[]): Promise<Done> {
  const { result, out, err } = await captured(() =>
    importCommand(paths, { resultsDir: `${folder}/runs`, json: true })
  );
  return { status: result, err, done: JSON.parse(out.join("")) };
}

/** What SQL says of a folder of imported runs. */
export async function asked(
  folder: string,
  sql: string,
): Promise<Record<string, JsonValue>[]> {
  const db = await openStore(`${folder}/runs`);
  try {
    return (await db.query(sql)).rows;
  } finally {
    db.close();
  }
}

/** Imports files of the fixtures into a new store, and asks it. */
export async function importedRows(paths: string[], sql: string) {
  let found: Record<string, JsonValue>[] = [];
  let said: Done | undefined;
  await inFolder(async (folder) => {
    said = await importInto(folder, paths.map((path) => `${peers}${path}`));
    found = await asked(folder, sql);
  });
  return { rows: found, ...said! };
}

/** The server's log of a measured run: each request's moments in seconds from its arrival, in order of arrival. */
export async function serverLog(tool: string) {
  const [head, ...lines] = (await Deno.readTextFile(`${peers}measured/${tool}/server.csv`)).trim()
    .split("\n").map((line) => line.split(","));
  return lines.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i]])))
    .map((row) => {
      const since = (name: string) => Number(BigInt(row[name]) - BigInt(row.arrival_ns)) / 1e9;
      return {
        arrival: BigInt(row.arrival_ns),
        ttft_s: since("first_ns"),
        last_s: since("last_ns"),
        end_s: since("last_done_ns"),
        events: Number(row.events),
      };
    }).toSorted((a, b) => a.arrival < b.arrival ? -1 : 1);
}
