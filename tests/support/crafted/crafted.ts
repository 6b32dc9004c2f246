/** Folders that others crafted, to be put beside a sound run. */
import { type Database, quote } from "../../../benchmarks/store/duckdb.ts";
import { answers, writeRun } from "../stores/written_run.ts";

/** Where a crafted folder is put. */
export interface Place {
  /** A store that holds the run `sound` besides. */
  store: string;
  /** The crafted folder, of a name that is free in the store. */
  folder: string;
  /** Private: a file `letter`, a run `run`, and `craft`, from which runs are copied. */
  outside: string;
  db: Database;
}

export interface Crafted {
  name: string;
  /**
   * "named": a store's reader says that it is left out. "shown": harmless, it is a run of its own beside the sound one.
   * "nothing": harmless, it is no run and nobody reads it.
   */
  then: "named" | "shown" | "nothing";
  /** Gives the path that is named, where it is not that of the folder. */
  make(place: Place): Promise<string | void>;
}

/** The run that is to stay what it is. */
export const soundRows = () => answers(30, 0.2, { provider: "acme", model: "m" });
/** Every crafted run is this one with something wrong; its figures are far from the sound ones. */
const craftedRows = () => answers(3, 9, { provider: "acme", model: "m" });

/** Fills `outside`. */
export async function writeOutside(outside: string): Promise<void> {
  await Deno.mkdir(outside);
  await Deno.writeTextFile(`${outside}/letter`, "a private letter\n");
  for (const run_id of ["run", "craft"]) await writeRun(outside, { run_id }, craftedRows());
}

/** Puts a whole run `craft` at `path`, its folder by default. */
export async function copyRun(place: Place, path = place.folder): Promise<string> {
  await Deno.mkdir(path, { recursive: true });
  for (const file of ["run.json", "requests.parquet"]) {
    await Deno.copyFile(`${place.outside}/craft/${file}`, `${path}/${file}`);
  }
  return path;
}

/** A crafted run whose `run.json` is what `change` makes of a sound one's. */
export const withRunFile = (
  name: string,
  then: Crafted["then"],
  change: (run: Record<string, unknown>, text: string) => string | Uint8Array | object,
): Crafted => ({
  name: `run.json: ${name}`,
  then,
  async make(place) {
    const path = `${await copyRun(place)}/run.json`;
    const text = await Deno.readTextFile(path);
    const made = change(JSON.parse(text), text);
    if (made instanceof Uint8Array) return await Deno.writeFile(path, made);
    await Deno.writeTextFile(path, typeof made === "string" ? made : JSON.stringify(made));
  },
});

/** A crafted run whose requests are what SQL makes of sound ones (`rows`). */
export const withRows = (
  name: string,
  then: Crafted["then"],
  sql: string,
  options = "",
): Crafted => ({
  name: `requests: ${name}`,
  then,
  async make(place) {
    const path = `${await copyRun(place)}/requests.parquet`;
    await place.db.run(`CREATE OR REPLACE TEMP TABLE rows AS FROM read_parquet(${quote(path)})`);
    await place.db.run(`COPY (${sql}) TO ${quote(path)} (FORMAT parquet${options})`);
  },
});

/** A crafted run whose requests are these bytes. */
export const withBytes = (
  name: string,
  then: Crafted["then"],
  change: (bytes: Uint8Array) => Uint8Array,
): Crafted => ({
  name: `requests: ${name}`,
  then,
  async make(place) {
    const path = `${await copyRun(place)}/requests.parquet`;
    await Deno.writeFile(path, change(await Deno.readFile(path)));
  },
});
