/** Crafted folders whose requests are not what they say, or no Parquet at all. */
import { columnNames } from "../../../benchmarks/record/record.ts";
import { type Crafted, withBytes, withRows } from "./crafted.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const key = "provider, model, phase, request_index, attempt";
const rows: Crafted[] = [
  withRows("of the sound run", "named", "SELECT * REPLACE ('sound' AS run_id) FROM rows"),
  withRows(
    "one of the sound run",
    "named",
    "SELECT * REPLACE (CASE request_index WHEN 1 THEN 'sound' ELSE run_id END AS run_id) FROM rows",
  ),
  withRows(
    "one of no run",
    "named",
    "SELECT * REPLACE (nullif(run_id, CASE request_index WHEN 1 THEN 'craft' END) AS run_id) FROM rows",
  ),
  withRows(
    "one of a run by a longer name",
    "named",
    "SELECT * REPLACE (run_id || chr(0) AS run_id) FROM rows",
  ),
  withRows("an attempt twice", "named", "FROM rows UNION ALL FROM rows"),
  withRows("none", "named", "FROM rows LIMIT 0"),
  withRows("another table", "named", "SELECT 'sound' AS run_id"),
  withRows("identity alone, and none of it", "named", `SELECT ${key} FROM rows`),
  withRows("texts as seconds", "named", "SELECT * REPLACE ('0.2' AS ttft_s) FROM rows"),
  withRows("a table in a cell", "named", "SELECT * REPLACE ([{'a': [1]}] AS ttft_s) FROM rows"),
  withRows("a map as text", "named", "SELECT * REPLACE (MAP {'a': 1} AS provider) FROM rows"),
  withRows(
    "an enumeration of nothing",
    "named",
    "SELECT * REPLACE (NULL::ENUM('x') AS status) FROM rows",
  ),
  withRows("seconds below 0", "named", "SELECT * REPLACE (-1e300 AS ttft_s) FROM rows"),
  withRows(
    "tokens beyond a number",
    "named",
    "SELECT * REPLACE (1e300::DOUBLE AS output_tokens) FROM rows",
  ),
  withRows(
    "a far time",
    "named",
    "SELECT * REPLACE (TIMESTAMP '290000-01-01' AS started_at) FROM rows",
  ),
  withRows(
    "bytes as text",
    "named",
    String.raw`SELECT * REPLACE ('\xff'::BLOB AS provider) FROM rows`,
  ),
  withRows(
    "27 million values in some kilobytes",
    "named",
    "SELECT run_id, config_name, provider, model, simulated, phase, 0 AS request_index, " +
      "attempt, status FROM (FROM rows LIMIT 1), range(3000000)",
    ", COMPRESSION zstd, ROW_GROUP_SIZE 3000000",
  ),
  withRows(
    "a gigabyte of text in some kilobytes",
    "named",
    "SELECT * REPLACE (range AS request_index, repeat('a', 32000000) AS error_message) FROM " +
      "(FROM rows LIMIT 1), range(33)",
    ", COMPRESSION zstd",
  ),
  withRows(
    "columns that nobody knows",
    "shown",
    `SELECT *, ${
      Array.from({ length: 400 }, (_, i) => `${i} AS "c'; DROP VIEW runs; -- ${i}"`).join(", ")
    } FROM rows`,
  ),
  withRows(
    "columns called like metrics",
    "shown",
    "SELECT *, 1 AS tpot_s, 2 AS e2e_tokens_per_s, 'sound' AS file_name, 'x' AS filename FROM rows",
  ),
  withRows(
    "columns in another order",
    "shown",
    `SELECT ${[...columnNames].reverse().join(", ")} FROM rows`,
  ),
  withRows(
    "numbers that are none",
    "shown",
    "SELECT * REPLACE ('nan'::DOUBLE AS ttft_s, 'inf'::DOUBLE AS e2e_latency_s) FROM rows",
  ),
  withRows(
    "odd texts",
    "shown",
    String
      .raw`SELECT * REPLACE ('''; DROP VIEW runs; --' AS provider, chr(27) || '[2J' AS model,
        '=cmd|x' AS error_message) FROM rows`,
  ),
  withRows("many row groups", "shown", "FROM rows", ", ROW_GROUP_SIZE 1"),
];

const files: Crafted[] = [
  withBytes("no byte", "named", () => new Uint8Array()),
  withBytes("only the marks", "named", () => bytesOf("PAR1PAR1")),
  withBytes("zeros between the marks", "named", () => bytesOf(`PAR1${"\0".repeat(5000)}PAR1`)),
  withBytes(
    "a footer longer than the file",
    "named",
    (b) => (b.set([0xff, 0xff, 0xff, 0x7f], b.length - 8), b),
  ),
  withBytes(
    "encrypted",
    "named",
    (b) => (b.set(bytesOf("PARE"), 0), b.set(bytesOf("PARE"), b.length - 4), b),
  ),
  withBytes("the first half", "named", (b) => b.slice(0, b.length / 2)),
  withBytes("the second half", "named", (b) => b.slice(b.length / 2)),
  withBytes("two files in one", "named", (b) => new Uint8Array([...b, ...bytesOf("PAR1")])),
  withBytes("pages of zeros", "named", (b) => b.fill(0, 4, Math.floor(b.length / 3))),
  withBytes("a CSV", "named", () => bytesOf("run_id,ttft_s\nsound,1\n")),
  withBytes("JSON", "named", () => bytesOf('{"run_id": "sound"}\n')),
  withBytes("a database of SQLite", "named", () => bytesOf("SQLite format 3\0".padEnd(4096, "\0"))),
  withBytes("a link of a shell", "named", () => bytesOf("#!/bin/sh\ntouch /tmp/x\n")),
];

export const requests: Crafted[] = [...rows, ...files];
