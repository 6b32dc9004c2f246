/** `deno task runs show RUN`: what one run was, and what its publisher says of it. */
import { calibrationLine } from "../../calibration/calibration.ts";
import { calibrationOf } from "../../calibration/read.ts";
import { metric } from "../../metrics/metrics.ts";
import { parseJson } from "../../providers/read/json.ts";
import { significant } from "../../report/summary/significant.ts";
import { printable } from "../../report/table.ts";
import { hostWords } from "../../shared/host_words.ts";
import { type JsonValue, quote } from "../../store/duckdb.ts";
import { runColumns, type RunShard } from "../../store/run_file.ts";
import { openRuns } from "../../store/views.ts";
import { sayFaults } from "./list.ts";
import { runNamed, type RunsOptions } from "./named.ts";

/** What a person reads of it, in order: the column, and what it is called. */
const shown = {
  run_id: "run",
  folder: "folder",
  invalid: "INVALID",
  note: "note",
  tags: "tags",
  run_by: "run by",
  interest: "interest",
  started_at: "began",
  ended_at: "ended",
  config_name: "configuration",
  workload: "workload",
  location: "location",
  shards: "made by",
  imported_from: "imported from",
  source: "source",
  licence: "licence",
  selection: "selection",
  caveat: "caveat",
  clock: "clock",
  clocks: "clocks",
  seed: "seed",
  versions: "versions",
  host: "machine",
  calibration: "calibration",
  resumed_at: "resumed",
  targets: "requests",
};

const speaks = "phase IN ('measured', 'probe')";
/** What is counted of each target: as on the pages, those of the warm-up apart. */
const counted = {
  requests: speaks,
  succeeded: `${speaks} AND status = 'ok'`,
  failed: `${speaks} AND status = 'failed'`,
  dropped: `${speaks} AND status = 'dropped'`,
  incomplete: `${speaks} AND status = 'incomplete'`,
  warmup: `NOT ${speaks}`,
};
const countWords: Record<string, string> = {
  incomplete: "cut off by the end of the run",
  warmup: "of the warm-up",
};

/** Prints it. Returns the exit status. */
export async function showRun(name: string, options: RunsOptions): Promise<number> {
  const { folder, run_id } = await runNamed(name, options);
  await sayFaults([folder]);
  const db = await openRuns([folder]);
  const { rows: [run] } = await db.query("SELECT * FROM runs");
  const { rows: asked } = await db.query(`SELECT provider, model,
    median(${metric("ttft_s").sql}) FILTER (phase = 'measured' AND status = 'ok') AS ttft_median_s,
    ${Object.entries(counted).map(([name, of]) => `count(*) FILTER (${of}) AS ${name}`).join(", ")}
    FROM requests WHERE run_id = ${quote(run_id!)} GROUP BY ALL ORDER BY ALL`);
  db.close();
  for (const [name, type] of Object.entries(runColumns)) {
    if (type === "JSON") run[name] = parseJson(String(run[name])) as JsonValue;
  }
  if (options.json) {
    console.log(JSON.stringify({ folder, ...run, requests: asked }));
    return 0;
  }
  const calibration = calibrationOf(run.calibration);
  const texts: Record<string, JsonValue> = {
    ...run,
    folder,
    host: hostWords(run.host),
    calibration: calibration && calibrationLine(calibration),
    shards: run.shards === null ? null : shardLines(Number(run.shards), run.each_shard),
    // What a clock lacks says how far apart the clocks were, too.
    clocks: run.clock === null ? (run.clocks as { words?: JsonValue } | null)?.words ?? null : null,
    targets: asked.map((a) =>
      `${a.provider} ${a.model}: ${
        Object.keys(counted).filter((name) => a[name] || name === "requests")
          .map((name) => `${a[name]} ${countWords[name] ?? name}`).join(", ")
      }${
        a.ttft_median_s === null
          ? ""
          : `; median TTFT of the succeeded ${significant(Number(a.ttft_median_s))} s`
      }`
    ),
  };
  const width = Math.max(...Object.values(shown).map((label) => label.length));
  for (const [name, label] of Object.entries(shown)) {
    const lines = linesOf(texts[name]);
    lines.forEach((line, i) =>
      console.log(printable(`${(i ? "" : label).padEnd(width)}  ${line}`).trimEnd())
    );
  }
  if (run.imported_from !== null) return 0;
  console.log(
    printable(`\nMake it again: deno task bench ${folder}/run.json`).replace("\\n", "\n"),
  );
  return 0;
}

/** That several processes made it, and what each of those was whose rows it has. */
function shardLines(shards: number, each: JsonValue): string[] {
  const known = (Array.isArray(each) ? each : []) as unknown as Partial<RunShard>[];
  return [
    shards === 1 ? "1 shard" : `${shards} shards together`,
    ...known.map(({ shard, rows, location }) =>
      `shard ${shard}: ${rows} ${rows === 1 ? "row" : "rows"}${
        location ? `, from ${location}` : ""
      }`
    ),
  ];
}

function linesOf(value: JsonValue): string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== "object") return String(value).split("\n");
  const parts = Object.entries(value).map(([name, v]) => `${name} ${v}`);
  return parts.length ? [parts.join(", ")] : [];
}
