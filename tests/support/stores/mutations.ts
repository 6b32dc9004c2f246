/** What can be wrong with a run folder that others made: one change each, and what the store should make of it. */
import { columnNames, record } from "../../../benchmarks/record/record.ts";
import {
  at,
  bytes,
  columns,
  inRunFile,
  type Mutation,
  pick,
  query,
  replacing,
  rewritten,
} from "./alter.ts";

const seconds = columns("DOUBLE");
const integers = columns("INTEGER", false);
const texts = columns("VARCHAR", false);
const optional = columnNames.filter((name) => !record[name].required);
const needed = columnNames.filter((name) => record[name].required);
const here = "request_index = 3";

export const mutations: Mutation[] = [
  replacing("integers as BIGINT", "kept", columns("INTEGER"), "@x::BIGINT"),
  replacing("integers as DOUBLE", "kept", columns("INTEGER"), "@x::DOUBLE"),
  replacing("integers as HUGEINT", "kept", columns("INTEGER"), "@x::HUGEINT"),
  replacing("seconds as FLOAT", "kept", seconds, "@x::FLOAT"),
  replacing("seconds as DECIMAL", "kept", seconds, "@x::DECIMAL(18, 9)"),
  replacing("text as bytes", "kept", columns("VARCHAR"), "encode(@x)"),
  replacing("text as JSON", "kept", ["request_params"], "@x::JSON"),
  replacing("text as an enumeration", "kept", ["provider"], "@x::ENUM('acme', 'other')"),
  replacing("text of digits as a number", "kept", ["error_code"], "@x::BIGINT"),
  replacing("zoned times", "kept", ["started_at"], "(@x::VARCHAR || '+00')::TIMESTAMPTZ"),
  replacing("times in nanoseconds", "kept", ["started_at"], "@x::TIMESTAMP_NS"),
  replacing("times in milliseconds", "kept", ["started_at"], "@x::TIMESTAMP_MS"),
  replacing("truth as a number", "kept", ["simulated"], "@x::TINYINT"),
  replacing("a list of BIGINT", "kept", ["chunk_chars"], "@x::BIGINT[]"),
  replacing("a list of FLOAT", "kept", ["chunk_at_s"], "@x::FLOAT[]"),
  replacing("nulls of another type", "kept", ["dns_s", "content_text", "correct"], "NULL::DATE"),
  {
    name: "another letter case of a name",
    then: "kept",
    make(victim) {
      const column = pick(victim, columnNames);
      return rewritten(
        victim,
        `SELECT * EXCLUDE (${column}), ${column} AS "${column.toUpperCase()}" FROM rows`,
      );
    },
  },
  {
    name: "a column named like a metric",
    then: "kept",
    make: (victim) =>
      rewritten(
        victim,
        `SELECT *, 'x' AS ${
          pick(victim, ["tpot_s", "short", "e2e_tokens_per_s", "inter_chunk_s", "board", "invalid"])
        } FROM rows`,
      ),
  },
  query(
    "columns in another order",
    "kept",
    `SELECT ${[...columnNames].reverse().join(", ")} FROM rows`,
  ),
  query("another compression", "kept", "FROM rows", ", COMPRESSION zstd, PARQUET_VERSION v2"),
  {
    name: "a column that is not there and empty anyway",
    then: "kept",
    make: (victim) =>
      rewritten(
        victim,
        `SELECT * EXCLUDE (${pick(victim, ["tls_s", "turn", "session"])}) FROM rows`,
      ),
  },
  inRunFile("unknown fields", "kept", (run) => ({ ...run, later: { a: [1] } })),
  inRunFile("a time of another zone", "kept", (run) => ({
    ...run,
    started_at: "2026-01-02T05:30:00+05:30",
  })),
  {
    name: "another name of the folder",
    then: "kept",
    async make(victim) {
      const name = pick(victim, ["*", "model=llama", "a[b]?", "it's", "[*]"]);
      const [, parent, own] = /^(.*)\/(.*)$/.exec(victim.folder)!;
      const taken = await Deno.stat(`${parent}/${name}`).then(() => true, () => false);
      await Deno.rename(victim.folder, `${parent}/${name}${taken ? own : ""}`);
    },
  },

  replacing("text where a number belongs", "left", [...seconds, ...integers], "'about ' || 1"),
  replacing("digits as text where a number belongs", "left", ["ttft_s"], "@x::VARCHAR"),
  replacing("a list where a number belongs", "left", [...seconds, ...integers], "[1, 2]"),
  replacing("a structure where text belongs", "left", texts, "{'a': 1}"),
  replacing("a number where a list belongs", "left", ["chunk_at_s", "chunk_chars"], "1"),
  replacing("a time where a number belongs", "left", [...seconds, ...integers], "started_at"),
  replacing("text in a list", "left", ["chunk_at_s", "chunk_chars"], "['a']"),
  replacing("a fraction where a whole number belongs", "left", integers, "1.5"),
  replacing("a number beyond 32 bits", "left", columns("INTEGER"), "3000000000"),
  replacing("no number in a list", "left", ["chunk_at_s"], "[0.5, 'nan'::DOUBLE]"),
  replacing("null in a list", "left", ["chunk_at_s", "chunk_chars"], "[1, NULL]"),
  replacing("null in a required column", "left", needed, `CASE WHEN NOT ${here} THEN @x END`),
  replacing("an unknown status or phase", "left", ["status", "phase"], "'fine'"),
  replacing("an endless time", "left", ["started_at", "scheduled_at"], "'infinity'::TIMESTAMP"),
  replacing("an endless zoned time", "left", ["started_at"], "'infinity'::TIMESTAMPTZ"),
  replacing("a far time", "left", ["started_at"], "TIMESTAMP '9999-01-01'"),
  replacing("a time as text", "left", ["started_at"], "'2026-13-01T00:00:00Z'"),
  replacing("bad UTF-8", "left", texts, String.raw`'\xff\xfe'::BLOB`),
  replacing("a time below 0", "left", ["ttft_s", "e2e_latency_s"], "-1"),
  replacing("a count below 0", "left", ["output_tokens"], "-1"),
  replacing("an hour that no day has", "left", ["utc_hour", "local_hour"], "24"),
  replacing("a block that no plan has", "left", ["block"], "2000000000"),
  replacing("a time beyond a year", "left", ["e2e_latency_s"], "1e300"),
  replacing("rows of a sound run", "left", ["run_id"], `CASE WHEN ${here} THEN 'a' ELSE @x END`),
  replacing("all rows of a sound run", "left", ["run_id"], "'a'"),
  query("an attempt twice", "left", `FROM rows UNION ALL FROM rows WHERE ${here}`),
  query("no rows", "left", "FROM rows LIMIT 0"),
  query("another table", "left", "SELECT 1 AS a, 'b' AS b"),
  {
    name: "a required column that is not there",
    then: "left",
    make: (victim) => rewritten(victim, `SELECT * EXCLUDE (${pick(victim, needed)}) FROM rows`),
  },
  bytes("a file cut short", "left", (b, random) => b.slice(0, at(b, random))),
  bytes("no bytes", "left", () => new Uint8Array()),
  bytes("text instead of Parquet", "left", () => new TextEncoder().encode("ttft_s\n0.3\n")),
  bytes("a footer of a false length", "left", (b) => {
    b.set([0xff, 0xff, 0xff, 0x7f], b.length - 8);
    return b;
  }),
  bytes("a broken footer", "left", (b) => b.fill(0xff, b.length - 400, b.length - 8)),
  bytes("broken pages", "left", (b) => b.fill(0xff, 4, Math.floor(b.length / 3))),
  bytes("a byte that is another", "either", (b, random) => {
    b[at(b, random)] ^= 1 + Math.floor(random.next() * 255);
    return b;
  }),
  bytes("a hole", "either", (b, random) => {
    const from = at(b, random);
    return b.fill(0, from, from + 64);
  }),
  replacing("infinite seconds", "either", seconds, `CASE WHEN ${here} THEN 'infinity' ELSE @x END`),
  replacing("other words", "either", texts, "'<b>x</b> ' || chr(27) || '[31m'"),
  {
    name: "a column that is not there",
    then: "either",
    make: (victim) => rewritten(victim, `SELECT * EXCLUDE (${pick(victim, optional)}) FROM rows`),
  },

  inRunFile("no run.json of a run", "left", () => "null"),
  inRunFile("a list of runs", "left", (run) => [run]),
  inRunFile("two runs one after the other", "left", (run) => JSON.stringify(run).repeat(2)),
  inRunFile("half a run.json", "left", (run) => JSON.stringify(run).slice(0, 60)),
  inRunFile("depth without end", "left", () => "[".repeat(200_000)),
  inRunFile("another run's name", "left", (run) => ({ ...run, run_id: "nobody" })),
  inRunFile("a sound run's name", "left", (run) => ({ ...run, run_id: "a" })),
  inRunFile("no name", "left", ({ run_id: _, ...run }) => run),
  inRunFile("a number as name", "left", (run) => ({ ...run, run_id: 7 })),
  inRunFile("no workload", "left", ({ workload: _, ...run }) => run),
  inRunFile("month 13", "left", (run) => ({ ...run, started_at: "2026-13-02T00:00:00Z" })),
  inRunFile("a far year", "left", (run) => ({ ...run, ended_at: "9999-01-02T00:00:00Z" })),
  inRunFile("times that are no list", "left", (run) => ({ ...run, resumed_at: "2026-01-02" })),
  inRunFile("a seed that is none", "left", (run) => ({ ...run, seed: 1e30 })),
  inRunFile("settings of other kinds", "either", (run) => ({
    ...run,
    config: { load: "waves", concurrency: "many", requests: "abc", kind: 7 },
    targets: "none",
    counts: [],
    location: { a: 1 },
  })),
  inRunFile("a configuration that is none", "either", (run) => ({
    ...run,
    config: [7, "many", { load: 1 }],
    targets: { simulated: "true" },
    host: 1,
    health: [],
  })),
  {
    name: "no run.json",
    then: "left",
    make: ({ folder }) => Deno.remove(`${folder}/run.json`),
  },
  {
    name: "no requests",
    then: "left",
    make: ({ folder }) => Deno.remove(`${folder}/requests.parquet`),
  },
  {
    name: "a folder instead of the requests",
    then: "left",
    async make({ folder }) {
      await Deno.remove(`${folder}/requests.parquet`);
      await Deno.mkdir(`${folder}/requests.parquet`);
    },
  },
];
