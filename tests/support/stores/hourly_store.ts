/**
 * A store of somebody who measures three systems every hour: one run is drawn from the simulator's profiles, and each
 * round is that run at its own time, scaled by what is planted. Run it to make one:
 * `deno run -A tests/support/stores/hourly_store.ts FOLDER [RUNS] [--step 1.25 --hour 0.4]`.
 */
import { parseArgs } from "node:util";
import { columnNames } from "../../../benchmarks/record/record.ts";
import { openDuckdb, quote } from "../../../benchmarks/store/duckdb.ts";
import { writeLargeStore } from "./large_store.ts";

export interface Planted {
  /** Rounds, an hour apart. */
  runs: number;
  /** How many times as long the first system takes from the middle round on. */
  step: number;
  /** By what share every system takes longer at its slowest hour (15 UTC) than at its quickest. */
  hour: number;
  /** Standard deviation between rounds, on the log of the times. */
  noise: number;
  /** Rounds that are not there. */
  missed: number[];
  /** Rounds that say they are invalid. */
  invalid: number[];
  simulated: boolean;
}
const usual: Planted = {
  ...{ runs: 120, step: 1.25, hour: 0.4, noise: 0.05 },
  ...{ missed: [], invalid: [], simulated: false },
};

const of = ["fireworks", "bedrock", "groq"];
/** Providers, the one with the step first, and their model. */
export const hourlySystems = ["acme", "globex", "initech"];
export const hourlyModel = "tiny-70b";
const requests = 110; // a rank needs 100
const profiles = 19;

/** What every time is multiplied by at an hour of the day (UTC), its geometric mean over the day being 1. */
export const hourFactor = (hour: number, effect = usual.hour): number =>
  Math.exp(Math.log(1 + effect) / 2 * Math.cos(2 * Math.PI * (hour - 15) / 24));
/** When a round starts; minutes differ as those of somebody who does not always come at the same one. */
export const roundAt = (round: number): Date =>
  new Date(Date.UTC(2026, 0, 5, round, 10 + (7 * round) % 11));
export const roundId = (round: number): string => `hourly-${String(round).padStart(4, "0")}`;

const times = "headers_s ttft_s ttft_content_s last_token_s finish_s e2e_latency_s".split(" ");

/** What tells one round from the others, as DuckDB reads it. */
interface Round {
  round: number;
  run_id: string;
  begun: string;
  hour: number;
  weekday: number;
  effect: number;
  later: boolean;
}
function roundsOf({ runs, hour, missed }: Planted): Round[] {
  return Array.from({ length: runs }, (_, round) => round)
    .filter((round) => !missed.includes(round)).map((round) => {
      const at = roundAt(round);
      return {
        ...{ round, run_id: roundId(round), begun: at.toISOString() },
        ...{ hour: at.getUTCHours(), weekday: at.getUTCDay() || 7 },
        ...{ effect: hourFactor(at.getUTCHours(), hour), later: round >= runs / 2 },
      };
    });
}

/** Names of the columns that a round has anew, with their SQL. */
function anew({ simulated }: Planted): Record<string, string> {
  const named = `[${hourlySystems.map(quote)}][list_position([${of.map(quote)}], provider)]`;
  return {
    run_id: "run_id",
    config_name: "'hourly'",
    workload_hash: "'hourly'",
    provider: named,
    model: quote(hourlyModel),
    endpoint: `${named} || '.example'`,
    simulated: `${simulated}`,
    block: "(block // 4)::INTEGER",
    started_at: "begun::TIMESTAMP + (started_at - TIMESTAMP '2026-01-01')",
    utc_hour: "hour::INTEGER",
    local_hour: "hour::INTEGER",
    weekday: "weekday::INTEGER",
    served_model: `${quote(hourlyModel)} || CASE WHEN changed THEN '-v2' ELSE '-v1' END`,
    system_fingerprint: "CASE WHEN changed THEN 'fp_b' ELSE 'fp_a' END",
    ...Object.fromEntries(times.map((name) => [name, `${name} * factor`])),
    chunk_at_s: "list_transform(chunk_at_s, t -> t * factor)",
  };
}

/** The rows of every round, each written into a folder named by `run_id=`. */
function copySql(folder: string, rounds: Round[], planted: Planted): string {
  // Normal by Box and Muller, from hashes: the same at every call, whatever the threads do.
  const normal = (of: string) => {
    const [u, v] = [1, 2].map((salt) => `((hash(${of}, ${salt}) + 1.0) / 18446744073709551617.0)`);
    return `(sqrt(-2 * ln(${u})) * cos(2 * pi() * ${v}))`;
  };
  const own = anew(planted);
  const columns = columnNames.map((name) => own[name] ? `${own[name]} AS ${name}` : name);
  const names = Object.keys(rounds[0]) as (keyof Round)[];
  const values = rounds.map((r) =>
    `(${names.map((n) => typeof r[n] === "string" ? quote(r[n]) : r[n])})`
  );
  return `COPY (
    WITH rounds AS (FROM (VALUES ${values.join(", ")}) AS r(${names.join(", ")})),
      scaled AS (SELECT rounds.*, drawn.* EXCLUDE (run_id), later AND provider = ${
    quote(of[0])
  } AS changed,
        effect * exp(${planted.noise} * ${normal("provider, round")}
          + 0.1 * ${normal("provider, round, request_index")})
          * CASE WHEN changed THEN ${planted.step} ELSE 1 END AS factor
      FROM rounds, drawn)
    SELECT ${columns.join(", ")} FROM scaled)
    TO ${quote(folder)} (FORMAT parquet, PARTITION_BY (run_id), WRITE_PARTITION_COLUMNS true,
      OVERWRITE_OR_IGNORE true)`;
}

async function writeRunFile(folder: string, { round, run_id, begun }: Round, planted: Planted) {
  const targets = hourlySystems.map((provider) => ({
    ...{ provider, model: hourlyModel, model_size: "70b", api: "openai" },
    ...{ endpoint: `${provider}.example`, simulated: planted.simulated },
  }));
  const run = {
    run_id,
    config_name: "hourly",
    workload_hash: "hourly",
    workload: "550 tokens in, 150 out, 5 at a time",
    started_at: begun,
    ended_at: new Date(roundAt(round).getTime() + 150_000).toISOString(),
    location: "somewhere",
    config: { load: "closed", requests, blocks: 10 },
    targets,
    versions: { tokenboard: "made", deno: round < 0.75 * planted.runs ? "2.9.0" : "2.9.1" },
    invalid: planted.invalid.includes(round) ? "the machine was asleep" : null,
    counts: {},
  };
  await Deno.writeTextFile(`${folder}/${run_id}/run.json`, JSON.stringify(run));
}

/** Writes the rounds into `folder`/runs. What is not given is as usual: a step of 25%, an hour's effect of 40%. */
export async function writeHourlyStore(
  folder: string,
  given: Partial<Planted> = {},
): Promise<void> {
  const planted = { ...usual, ...given };
  const elsewhere = await Deno.makeTempDir();
  const db = await openDuckdb();
  try {
    const path = await writeLargeStore(elsewhere, profiles * requests);
    await db.run(`CREATE TABLE drawn AS FROM read_parquet(${quote(`${path}/requests.parquet`)})
      WHERE model_size = '70b' AND provider IN (${of.map(quote)})`);
    await db.run("SET threads = 1"); // one file per round
    await db.run(`SET partitioned_write_max_open_files = ${planted.runs + 1}`);
    const rounds = roundsOf(planted);
    await Deno.mkdir(`${folder}/runs`, { recursive: true });
    await db.run(copySql(`${folder}/runs`, rounds, planted));
    for (const round of rounds) {
      const own = `${folder}/runs/${round.run_id}`;
      await Deno.rename(`${folder}/runs/run_id=${round.run_id}`, own);
      await Deno.rename(`${own}/data_0.parquet`, `${own}/requests.parquet`);
      await writeRunFile(`${folder}/runs`, round, planted);
    }
  } finally {
    db.close();
    await Deno.remove(elsewhere, { recursive: true });
  }
}

if (import.meta.main) {
  const { values, positionals: [folder, runs] } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: {
      ...{ step: { type: "string" }, hour: { type: "string" }, noise: { type: "string" } },
      ...{ missed: { type: "string" }, invalid: { type: "string" } },
      simulated: { type: "boolean" },
    },
  });
  const rounds = (list?: string) => list?.split(",").map(Number) ?? [];
  await writeHourlyStore(folder, {
    runs: Number(runs ?? usual.runs),
    step: Number(values.step ?? usual.step),
    hour: Number(values.hour ?? usual.hour),
    noise: Number(values.noise ?? usual.noise),
    missed: rounds(values.missed),
    invalid: rounds(values.invalid),
    simulated: values.simulated ?? false,
  });
}
