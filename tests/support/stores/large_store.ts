/**
 * A store of many requests whose times have the distributions of the simulator's profiles, written by DuckDB alone.
 * Run it to make one: `deno run -A tests/support/stores/large_store.ts FOLDER [ROWS]`.
 */
import profiles from "../../../benchmarks/simulator/profiles.json" with { type: "json" };
import { columnNames, record } from "../../../benchmarks/record/record.ts";
import { openDuckdb, quote } from "../../../benchmarks/store/duckdb.ts";

/** Arrivals of an answer; each brings `tokensPerArrival`. */
const arrivals = 30;
const tokensPerArrival = 5;
const blocks = 40;

/** Writes one run of `rows` requests, shared among all profiles that take turns, into `folder`. */
export async function writeLargeStore(folder: string, rows: number): Promise<string> {
  const run_id = "large";
  const path = `${folder}/runs/${run_id}`;
  await Deno.mkdir(path, { recursive: true });
  const systems = Object.entries(profiles).map(([name, p]) =>
    `(${quote(name.replace(/-[^-]*$/, ""))}, ${
      quote(name.replace(/^.*-/, ""))
    }, [${p.ttft_s}], [${p.decode_tokens_per_s}], ${p.rate_limited + p.failed})`
  );
  const uniform = (salt: number) => `(hash(nr, ${salt}) / 18446744073709551616.0)`;
  // Between two of the profile's quantiles, which lie 5% apart.
  const drawn = (list: string, salt: number) => {
    const at = `${uniform(salt)} * (len(${list}) - 1)`;
    const below = `${list}[floor(${at})::INTEGER + 1]`;
    return `${below} + (${list}[ceil(${at})::INTEGER + 1] - ${below}) * (${at} - floor(${at}))`;
  };
  const ok = (value: string) => `CASE WHEN ok THEN ${value} END`;
  const tokens = arrivals * tokensPerArrival;
  const known: Record<string, string> = {
    run_id: quote(run_id),
    config_name: "'large'",
    workload_hash: "'large'",
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
    started_at: "TIMESTAMP '2026-01-01' + to_milliseconds((nr * 70)::BIGINT)",
    utc_hour: "nr * 70 // 3600000 % 24",
    status: "CASE WHEN ok THEN 'ok' ELSE 'failed' END",
    error_class: "CASE WHEN NOT ok THEN 'rate_limited' END",
    error_code: "CASE WHEN NOT ok THEN '429' END",
    error_message: "CASE WHEN NOT ok THEN 'Too many requests of this key in a minute' END",
    http_status: "CASE WHEN ok THEN 200 ELSE 429 END",
    input_tokens: "550",
    input_tokens_target: "550",
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
  };
  const columns = columnNames.map((name) =>
    `(${known[name] ?? "NULL"})::${record[name].type} AS ${name}`
  );
  const db = await openDuckdb();
  try {
    await db.run(`COPY (
      WITH systems AS (SELECT *, row_number() OVER () - 1 AS system
          FROM (VALUES ${systems.join(", ")}) AS s(provider, size, ttfts, rates, failing)),
        turns AS (SELECT nr, nr // ${systems.length} AS place, ${rows} // ${systems.length} + 1 AS per_system,
          nr % ${systems.length} AS system FROM range(${rows}) AS r(nr)),
        drawn AS (SELECT *, ${drawn("ttfts", 1)} AS ttft, ${drawn("rates", 2)} AS rate,
          ${uniform(3)} >= failing AS ok FROM turns JOIN systems USING (system))
      SELECT ${columns.join(", ")} FROM drawn)
      TO ${quote(`${path}/requests.parquet`)} (FORMAT parquet, COMPRESSION snappy)`);
  } finally {
    db.close();
  }
  const run = {
    run_id,
    config_name: "large",
    workload_hash: "large",
    workload: "550 tokens in, 150 out, 5 at a time",
    started_at: "2026-01-01T00:00:00Z",
    ended_at: "2026-01-02T00:00:00Z",
    location: "somewhere",
    config: { load: "closed", requests: Math.ceil(rows / systems.length), blocks },
    targets: [],
    counts: {},
  };
  await Deno.writeTextFile(`${path}/run.json`, JSON.stringify(run));
  return path;
}

if (import.meta.main) {
  console.log(await writeLargeStore(Deno.args[0], Number(Deno.args[1] ?? 1.1e6)));
}
