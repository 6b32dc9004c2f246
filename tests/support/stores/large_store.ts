/**
 * A store of many requests whose times have the distributions of the simulator's profiles, written by DuckDB alone: in
 * one run, or in many that began an hour apart and take turns with their workloads. Run it to make one:
 * `deno run -A tests/support/stores/large_store.ts FOLDER [ROWS [RUNS [WORKLOADS]]]`.
 */
import profiles from "../../../benchmarks/simulator/profiles.json" with { type: "json" };
import { columnNames, record } from "../../../benchmarks/record/record.ts";
import { openDuckdb, quote } from "../../../benchmarks/store/duckdb.ts";

/** Arrivals of an answer; each brings `tokensPerArrival`. */
const arrivals = 30;
const tokensPerArrival = 5;
const blocks = 40;

/** What tells a run of such a store from its others. */
interface Part {
  run_id: string;
  workload: number;
  begun: Date;
  /** Requests before it and in it; numbers of different requests draw different times. */
  before: number;
  rows: number;
}

/** Writes one run of `rows` requests, shared among all profiles that take turns, into `folder`; gives its folder. */
export async function writeLargeStore(folder: string, rows: number): Promise<string> {
  await writeParts(folder, [{ run_id: "large", workload: 0, begun: hour(0), before: 0, rows }]);
  return `${folder}/runs/large`;
}

/** Writes `rows` requests as so many runs of the same length, their workloads in turn, into `folder`. */
export function writeManyRuns(
  folder: string,
  rows: number,
  { runs, workloads = 1 }: { runs: number; workloads?: number },
): Promise<void> {
  const each = Math.floor(rows / runs);
  return writeParts(
    folder,
    Array.from({ length: runs }, (_, i) => ({
      run_id: `large-${String(i).padStart(4, "0")}`,
      workload: i % workloads,
      begun: hour(i),
      before: i * each,
      rows: i < runs - 1 ? each : rows - i * each,
    })),
  );
}

const hour = (i: number) => new Date(Date.UTC(2026, 0, 1, i));

async function writeParts(folder: string, parts: Part[]): Promise<void> {
  const db = await openDuckdb();
  try {
    for (const part of parts) {
      const path = `${folder}/runs/${part.run_id}`;
      await Deno.mkdir(path, { recursive: true });
      await db.run(copySql(path, part));
      await Deno.writeTextFile(`${path}/run.json`, JSON.stringify(runFile(part)));
    }
  } finally {
    db.close();
  }
}

const hashOf = ({ workload }: Part) => workload ? `large-${workload}` : "large";
/** Workloads differ by the length of their prompts. */
const inputTokens = ({ workload }: Part) => 550 + 10 * workload;
const tokens = arrivals * tokensPerArrival;

const systems = Object.entries(profiles).map(([name, { rate_limited, failed, ...drawn }]) => ({
  ...{ provider: name.replace(/-[^-]*$/, ""), size: name.replace(/^.*-/, "") },
  ...{ failing: rate_limited + failed, ...drawn },
}));

const ok = (value: string) => `CASE WHEN ok THEN ${value} END`;

/** Names of the columns that are known, with their SQL. */
const known = (part: Part): Record<string, string> => ({
  run_id: quote(part.run_id),
  config_name: "'large'",
  workload_hash: quote(hashOf(part)),
  provider: "provider",
  model: "provider || '-' || size",
  model_size: "size",
  api: "'openai'",
  endpoint: "provider || '.example'",
  location: "'somewhere'",
  simulated: "false",
  phase: "'measured'",
  request_index: "place",
  attempt: "1",
  block: `(place * ${blocks} // per_system)`,
  started_at: "began",
  utc_hour: "hour(began)",
  status: "CASE WHEN ok THEN 'ok' ELSE 'failed' END",
  error_class: "CASE WHEN NOT ok THEN 'rate_limited' END",
  error_code: "CASE WHEN NOT ok THEN '429' END",
  error_message: "CASE WHEN NOT ok THEN 'Too many requests of this key in a minute' END",
  http_status: "CASE WHEN ok THEN 200 ELSE 429 END",
  input_tokens: `${inputTokens(part)}`,
  input_tokens_target: `${inputTokens(part)}`,
  output_tokens_target: `${tokens}`,
  tokenizer: "'llama2'",
  output_tokens: ok(`${tokens}`),
  content_tokens: ok(`${tokens}`),
  output_tokens_reported: ok(`${tokens}`),
  first_arrival_tokens: ok(`${tokensPerArrival}`),
  finish_reason: ok("'length'"),
  headers_s: ok("ttft * 0.9"),
  ttft_s: ok("ttft"),
  ttft_content_s: ok("ttft"),
  last_token_s: ok(`ttft + ${tokens} / rate`),
  finish_s: ok(`ttft + ${tokens} / rate`),
  e2e_latency_s: `CASE WHEN ok THEN ttft + ${tokens} / rate + 0.001 ELSE 0.05 END`,
  chunks: ok(`${arrivals}`),
  chunk_at_s: ok(
    `list_transform(range(${arrivals}), i -> ttft + ${tokens} / rate * i / ${arrivals - 1})`,
  ),
  chunk_chars: ok(`list_transform(range(${arrivals}), i -> 20)`),
  request_id: "'req-' || md5(nr::VARCHAR)",
  request_params: `'{"temperature":0,"max_tokens":${tokens}}'`,
  prompt_hash: "left(md5(place::VARCHAR), 16)",
  rate_limits: `'{"x-ratelimit-remaining-requests":"' || (nr % 60) || '"}'`,
});

/** Writes the rows of a run as the harness does. */
function copySql(folder: string, part: Part): string {
  const uniform = (salt: number) => `(hash(nr, ${salt}) / 18446744073709551616.0)`;
  // Between two of the profile's quantiles, which lie 5% apart.
  const drawn = (list: string, salt: number) => {
    const at = `${uniform(salt)} * (len(${list}) - 1)`;
    const below = `${list}[floor(${at})::INTEGER + 1]`;
    return `${below} + (${list}[ceil(${at})::INTEGER + 1] - ${below}) * (${at} - floor(${at}))`;
  };
  const { before, rows, begun } = part;
  const own = known(part);
  const columns = columnNames.map((name) =>
    `(${own[name] ?? "NULL"})::${record[name].type} AS ${name}`
  );
  const values = systems.map((s) =>
    `(${quote(s.provider)}, ${
      quote(s.size)
    }, [${s.ttft_s}], [${s.decode_tokens_per_s}], ${s.failing})`
  );
  return `COPY (
    WITH systems AS (SELECT *, row_number() OVER () - 1 AS system
        FROM (VALUES ${values.join(", ")}) AS s(provider, size, ttfts, rates, failing)),
      turns AS (SELECT i + ${before} AS nr, i // ${systems.length} AS place,
        ${rows} // ${systems.length} + 1 AS per_system, i % ${systems.length} AS system,
        TIMESTAMP ${quote(begun.toISOString())} + to_milliseconds((i * 70)::BIGINT) AS began
        FROM range(${rows}) AS r(i)),
      drawn AS (SELECT *, ${drawn("ttfts", 1)} AS ttft, ${drawn("rates", 2)} AS rate,
        ${uniform(3)} >= failing AS ok FROM turns JOIN systems USING (system))
    SELECT ${columns.join(", ")} FROM drawn)
    TO ${
    quote(`${folder}/requests.parquet`)
  } (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 8192)`;
}

const runFile = (part: Part) => ({
  run_id: part.run_id,
  config_name: "large",
  workload_hash: hashOf(part),
  workload: `${inputTokens(part)} tokens in, ${tokens} out, 5 at a time`,
  started_at: part.begun.toISOString(),
  ended_at: new Date(part.begun.getTime() + part.rows * 70).toISOString(),
  location: "somewhere",
  config: {
    ...{ load: "closed", requests: Math.ceil(part.rows / systems.length), blocks },
    input_tokens: inputTokens(part),
  },
  targets: systems.map(({ provider, size }) => ({
    ...{ provider, model: `${provider}-${size}`, model_size: size, api: "openai" },
    ...{ endpoint: `${provider}.example`, simulated: false },
  })),
  counts: {},
});

if (import.meta.main) {
  const [folder, rows = "1.1e6", runs, workloads] = Deno.args;
  if (runs === undefined) await writeLargeStore(folder, Number(rows));
  else {
    await writeManyRuns(folder, Number(rows), {
      runs: Number(runs),
      workloads: Number(workloads ?? 1),
    });
  }
}
