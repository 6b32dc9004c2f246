/** A store of two sound runs, and run folders beside them that have one mutation each. */
import { seeded } from "../../../benchmarks/plan/random.ts";
import { type Database, openDuckdb, quote } from "../../../benchmarks/store/duckdb.ts";
import { type Mutation } from "./alter.ts";
import { mutations } from "./mutations.ts";
import { answers, writeRun } from "./written_run.ts";

/** The sound runs. */
export const sound = ["a", "b"];

// Sixty-fourths of a second stay themselves in every type of number.
const rows = (middle: number) =>
  answers(120, middle).map((row, i) => ({
    ...row,
    ttft_s: middle + (i % 7) / 64,
    ttft_content_s: middle + (i % 7) / 64,
    last_token_s: 3 * middle + (i % 5) / 64,
    e2e_latency_s: 3 * middle + (i % 5) / 64,
    chunks: 2,
    chunk_at_s: [middle + (i % 7) / 64, 3 * middle + (i % 5) / 64],
    chunk_chars: [4, 40],
    first_arrival_tokens: 1,
    utc_hour: 0,
    error_code: "429",
    request_params: '{"a":1}',
    scheduled_at: "2026-01-02T00:00:00.250Z",
  }));

export async function writeSound(folder: string): Promise<void> {
  for (const [i, run_id] of sound.entries()) {
    // Runs of these names are what some pages look for; without one they would make it.
    const config_name = ["quickstart", "protocols"][i];
    await writeRun(folder, { run_id, workload_hash: run_id, config_name }, rows(0.5 + i / 4));
  }
}

/** The sound runs as they are in `from`, put into another store. */
export async function copySound(from: string, to: string): Promise<void> {
  for (const id of sound) {
    await Deno.mkdir(`${to}/${id}`);
    for (const file of ["run.json", "requests.parquet"]) {
      await Deno.copyFile(`${from}/${id}/${file}`, `${to}/${id}/${file}`);
    }
  }
}

/** A run with a mutation, and what its folder is called after that. */
export interface Mutated {
  run_id: string;
  mutation: Mutation;
  name: string;
}

const namesIn = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name);

/**
 * Writes sound run `m<number>`, which is the one at `untouched` but for its name, and applies the mutation that has its
 * turn; the same at every call.
 */
async function writeMutated(
  db: Database,
  untouched: string,
  folder: string,
  number: number,
): Promise<Mutated> {
  const run_id = `m${number}`;
  const others = new Set(namesIn(folder));
  const path = `${folder}/${run_id}`;
  await Deno.mkdir(path);
  const run = JSON.parse(await Deno.readTextFile(`${untouched}/run.json`));
  await Deno.writeTextFile(`${path}/run.json`, JSON.stringify({ ...run, run_id }));
  await db.run(`COPY (SELECT * REPLACE (${quote(run_id)} AS run_id) FROM
    read_parquet(${quote(`${untouched}/requests.parquet`)}))
    TO ${quote(`${path}/requests.parquet`)} (FORMAT parquet)`);
  const mutation = mutations[number % mutations.length];
  await mutation.make({ db, folder: path, random: seeded(`mutation ${number}`) });
  const [name] = namesIn(folder).filter((name) => !others.has(name));
  return { run_id, mutation, name };
}

/** All of the first `many` of them in one store. */
export async function writeAllMutated(folder: string, many: number): Promise<Mutated[]> {
  const made: Mutated[] = [];
  const elsewhere = await Deno.makeTempDir();
  const db = await openDuckdb();
  try {
    const untouched = await writeUntouched(elsewhere);
    for (let i = 0; i < many; i++) made.push(await writeMutated(db, untouched, folder, i));
    return made;
  } finally {
    db.close();
    await Deno.remove(elsewhere, { recursive: true });
  }
}

/** SQL of every observation of the mutated run but what it is called, to hold against `untouched`. */
export const observations = (run_id: string) =>
  `SELECT * EXCLUDE (run_id) FROM requests WHERE run_id = ${quote(run_id)}`;

/** Sound run `u`, of which every mutated one is a copy. */
export const writeUntouched = (folder: string) =>
  writeRun(folder, { run_id: "u", workload_hash: "m" }, rows(1));
