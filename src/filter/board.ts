/**
 * The board's rows in memory: of each measured attempt its ranges, and what its line in the table says. They stand in
 * the order of the table, which is then its first rows that are chosen, found without a look at all the others.
 */
import type { Ask } from "../rows/client.js";
import { nameColumns, nameKeys } from "./columns.js";
import { linesOrderSql } from "./lines.js";
import { binSql, type Dimension, dimensions, edgesOf, type Extent } from "./bins.js";

/**
 * Which attempts, as what stands behind FROM: measured ones of the latest valid run of each target, real or simulated,
 * none cut by its run's end.
 */
export const rowsSql = (simulated: boolean): string =>
  `(SELECT r.*, w.label AS workload
  FROM requests r LEFT JOIN workloads w USING (workload_hash))
SEMI JOIN latest USING (run_id, provider, model)
WHERE phase = 'measured' AND status IN ('ok', 'failed', 'dropped')
  AND ${simulated ? "" : "NOT "}simulated`;

/** The columns of `requests` that the page reads, but for those that its condition asks. */
const read = [
  ...["run_id", "provider", "model", "model_size", "location", "status"],
  ...["request_index", "attempt", "ttft_s", "decode_tokens_per_s", "e2e_latency_s"],
  ...dimensions.map((d) => d.column),
];

/**
 * The tables of the file that the page reads, with the SQL of their rows over the store: what `rowsSql()` finds in the
 * store it finds in them.
 */
export const boardTables: Record<string, string> = {
  requests: `SELECT ${
    [...new Set([...read, "workload_hash", "phase", "simulated"])].join(", ")
  } FROM requests SEMI JOIN latest USING (run_id, provider, model)
    WHERE phase = 'measured' AND status IN ('ok', 'failed', 'dropped')`,
  latest: "SELECT DISTINCT run_id, provider, model FROM latest ORDER BY ALL",
  workloads: "SELECT workload_hash, label FROM workloads ORDER BY ALL",
};

export interface Board {
  /** Edges of the ranges of each dimension, by its key. */
  edges: Record<string, number[]>;
  /** Names of each list, by its key, the most frequent first. */
  names: Record<string, string[]>;
  rows: number;
}

/** Columns of text, of which each different one is kept once. */
const texts = ["run_id", "provider", "model", "model_size", "location", "workload", "status"];
const numbers = ["ttft_s", "decode_tokens_per_s", "e2e_latency_s"];

/** Makes table `board` of a connection anew. `step` hears how far it is, from 0 to 1. */
export async function makeBoard(
  ask: Ask,
  simulated: boolean,
  step: (share: number) => void,
): Promise<Board> {
  const from = rowsSql(simulated);
  const columns = [
    ...texts,
    "request_index",
    "attempt",
    ...numbers,
    ...dimensions.map((d) => d.column),
  ];
  const list = [...new Set(columns)];
  await ask("DROP SCHEMA IF EXISTS mosaic CASCADE");
  await ask("DROP TABLE IF EXISTS board");
  // Once over the wire; what follows reads memory.
  await ask(`CREATE OR REPLACE TEMP TABLE board_source AS SELECT ${list.join(", ")} FROM ${from}`);
  const [{ n }] = await ask("SELECT count(*)::DOUBLE AS n FROM board_source");
  step(0.6);
  const edges: Board["edges"] = {};
  for (const dimension of dimensions) {
    edges[dimension.key] = edgesOf(dimension, await extentOf(ask, dimension));
  }
  step(0.7);
  if (n === 0) return { edges, names: {}, rows: 0 };
  for (const name of texts) {
    await ask(`DROP TYPE IF EXISTS board_${name}`);
    await ask(
      `CREATE TYPE board_${name} AS ENUM
        (SELECT DISTINCT coalesce(${name}, '') FROM board_source ORDER BY 1)`,
    );
  }
  const bins = dimensions.map((d) => `${binSql(d, edges[d.key])} AS ${d.key}`);
  await ask(
    `CREATE TEMP TABLE board AS SELECT ${bins.join(", ")}, ${
      texts.map((name) => `${name}::board_${name} AS ${name}`).join(", ")
    }, request_index, attempt, ${
      numbers.join(", ")
    }, input_tokens, output_tokens FROM board_source ORDER BY ${linesOrderSql}`,
  );
  await ask("DROP TABLE board_source");
  step(1);
  return { edges, names: await namesOf(ask), rows: Number(n) };
}

async function extentOf(ask: Ask, { column, scale }: Dimension): Promise<Extent | null> {
  const x = `CAST(${column} AS DOUBLE)`;
  const some = `isfinite(${x})${scale === "log" ? ` AND ${x} > 0` : ""}`;
  const [{ low, p95, high }] = await ask(
    `SELECT min(${x}) AS low, approx_quantile(${x}, 0.95) AS p95, max(${x}) AS high
    FROM board_source WHERE ${some}`,
  );
  return low === null ? null : { low: Number(low), p95: Number(p95), high: Number(high) };
}

async function namesOf(ask: Ask): Promise<Board["names"]> {
  const names: Board["names"] = {};
  for (const key of nameKeys) {
    const column = nameColumns[key];
    const rows = await ask(`SELECT ${column}::VARCHAR AS name FROM board
      WHERE ${column} <> '' GROUP BY ALL ORDER BY count(*) DESC, name`);
    names[key] = rows.map(({ name }) => String(name));
  }
  return names;
}
