/** Ways to alter a store, of which the list of alterations is made. */
import type { Random } from "../../../benchmarks/plan/random.ts";
import { columnNames, record, type SqlType } from "../../../benchmarks/record/record.ts";
import { type Database, quote } from "../../../benchmarks/store/duckdb.ts";

/** A folder to be changed: its files are those of a sound run. */
export interface Victim {
  db: Database;
  folder: string;
  random: Random;
}

export interface Mutation {
  name: string;
  /** "kept": every value is read as it was; "left": left out by name; "either": nobody else may suffer. */
  then: "kept" | "left" | "either";
  make(victim: Victim): void | Promise<void>;
}

export const pick = <T>({ random }: Victim, list: readonly T[]): T =>
  list[Math.floor(random.next() * list.length)];
export const columns = (type: SqlType, required?: boolean) =>
  columnNames.filter((name) =>
    record[name].type === type && (required === undefined || record[name].required === required)
  );

/** Writes the requests anew from `sql` over `rows`, the sound ones. */
export async function rewritten({ db, folder }: Victim, sql: string, options = ""): Promise<void> {
  const path = `${folder}/requests.parquet`;
  await db.run(`CREATE OR REPLACE TEMP TABLE rows AS FROM read_parquet(${quote(path)})`);
  await db.run(`COPY (${sql}) TO ${quote(path)} (FORMAT parquet${options})`);
}

/** `x` stands for the column in `sql`. */
export const replacing = (
  name: string,
  then: Mutation["then"],
  among: readonly string[],
  sql: string,
): Mutation => ({
  name,
  then,
  make(victim) {
    const column = pick(victim, among);
    return rewritten(
      victim,
      `SELECT * REPLACE (${sql.replaceAll("@x", column)} AS ${column}) FROM rows`,
    );
  },
});
export const query = (
  name: string,
  then: Mutation["then"],
  sql: string,
  options = "",
): Mutation => ({
  name,
  then,
  make: (victim) => rewritten(victim, sql, options),
});

async function runFile(folder: string, change: (run: Record<string, unknown>) => unknown) {
  const path = `${folder}/run.json`;
  const made = change(JSON.parse(await Deno.readTextFile(path)));
  await Deno.writeTextFile(path, typeof made === "string" ? made : JSON.stringify(made));
}
export const inRunFile = (
  name: string,
  then: Mutation["then"],
  change: (run: Record<string, unknown>) => unknown,
): Mutation => ({ name, then, make: ({ folder }) => runFile(folder, change) });

/** Changes the bytes of a file of the folder. */
export const bytes = (
  name: string,
  then: Mutation["then"],
  change: (bytes: Uint8Array, random: Random) => Uint8Array,
): Mutation => ({
  name,
  then,
  async make({ folder, random }) {
    const path = `${folder}/requests.parquet`;
    await Deno.writeFile(path, change(await Deno.readFile(path), random));
  },
});
export const at = (bytes: Uint8Array, random: Random) => Math.floor(random.next() * bytes.length);
