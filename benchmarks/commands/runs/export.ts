/** `deno task export RUN --to FORMAT`: a run in the files of other tools. */
import { configOfRun } from "../../bench/run_folder.ts";
import { aiperfRecords } from "../../exports/aiperf.ts";
import {
  type Exported,
  type ExportedFile,
  type ExportFormat,
  fileWord,
} from "../../exports/export.ts";
import { llmdReports } from "../../exports/llm_d.ts";
import { otlpMetrics } from "../../exports/otlp.ts";
import { writeWhole } from "../../files/own_file.ts";
import { llmperfPlaces, refuseForeignFiles } from "../../llmperf/result_places.ts";
import { writeResultFiles } from "../../llmperf/result_files.ts";
import { ConfigError } from "../../plan/config.ts";
import { listColumns } from "../../queries/boards.ts";
import { type Database, quote } from "../../store/duckdb.ts";
import { readRunFile } from "../../store/run_file.ts";
import { openRuns } from "../../store/views.ts";
import { runNamed, type RunsOptions } from "./named.ts";

const texts: Partial<Record<ExportFormat, (from: Exported) => Promise<ExportedFile[]>>> = {
  "llm-d": llmdReports,
  aiperf: aiperfRecords,
  otlp: otlpMetrics,
};
/** What DuckDB writes itself. */
const tables: Partial<Record<ExportFormat, [columns: string, options: string]>> = {
  csv: [`* EXCLUDE (${listColumns})`, "FORMAT csv, HEADER"],
  parquet: ["*", "FORMAT parquet"],
};

/** Writes the files into `out` (default: here) and prints their paths; one of the same name is replaced. */
export async function exportRun(
  name: string,
  options: RunsOptions & { to: ExportFormat; out?: string },
): Promise<number> {
  const { folder } = await runNamed(name, options);
  const run = (await readRunFile(folder))!;
  const out = options.out ?? ".";
  await Deno.mkdir(out, { recursive: true });
  const db = await openRuns([folder]);
  const paths: string[] = [];
  try {
    const table = tables[options.to];
    if (table) {
      const [columns, format] = table;
      const path = `${out}/${fileWord(run.run_id)}.${options.to}`;
      await db.run(
        `COPY (SELECT ${columns} FROM requests WHERE run_id = ${quote(run.run_id)}
        ORDER BY provider, model, phase, request_index, attempt) TO ${quote(path)} (${format})`,
      );
      paths.push(path);
    } else if (options.to === "llmperf") {
      if (run.imported_from) {
        const why =
          `its summary needs the configuration, and this was imported from ${run.imported_from}`;
        throw new ConfigError(name, [why], "be exported as LLMPerf's files");
      }
      const { config, metadata } = configOfRun(run, `${folder}/run.json`);
      const places = llmperfPlaces(out, config);
      await refuseForeignFiles(out, places);
      await writeResultFiles(db, out, run.run_id, config, metadata, { telling: true });
      paths.push(...places.flatMap(({ summary, responses }) => [summary, responses]));
    } else {
      for (
        const file of await texts[options.to]?.({ db, run, targets: await targetsOf(db) }) ?? []
      ) {
        await writeWhole(`${out}/${file.name}`, file.text);
        paths.push(`${out}/${file.name}`);
      }
    }
  } finally {
    db.close();
  }
  if (!paths.length) {
    throw new ConfigError(
      name,
      [`it has no request that ${options.to} has a place for`],
      "be exported",
    );
  }
  paths.forEach((path) => console.log(path));
  return 0;
}

async function targetsOf(db: Database): Promise<Exported["targets"]> {
  const { rows } = await db.query("SELECT DISTINCT provider, model FROM requests ORDER BY ALL");
  return rows.map(({ provider, model }) => ({ provider: String(provider), model: String(model) }));
}
