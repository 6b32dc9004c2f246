/** Loads extensions of DuckDB into an open database; DuckDB itself checks who signed them. */
import { type Database, openDuckdb, quote } from "../duckdb.ts";
import {
  type Engine,
  type ExtensionName,
  extensionPlaces,
  extensionsVariable,
  firstFile,
  howToGet,
} from "./find.ts";

/** An extension that a command cannot do without; the message says how it comes here. */
export class NoExtension extends Error {}

/** What extensions must be made for here. */
export async function engineOf(db: Database): Promise<Engine> {
  const { rows: [{ version }] } = await db.query("SELECT version() AS version");
  const { rows: [{ platform }] } = await db.query("PRAGMA platform");
  return { version: String(version), platform: String(platform) };
}

/** Loads these, in order. Throws `NoExtension` where one is not here, and what DuckDB has against one that is. */
export async function loadExtensions(db: Database, names: ExtensionName[]): Promise<void> {
  const engine = await engineOf(db);
  const given = Deno.env.get(extensionsVariable);
  const home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE");
  for (const name of names) {
    const path = await firstFile(extensionPlaces(name, engine, given, home));
    if (!path) throw new NoExtension(`${howToGet(name, engine, given)}.`);
    try {
      await db.run(`LOAD ${quote(path)}`);
    } catch (error) {
      const [why] = (error as Error).message.split("\n");
      throw new Error(`DuckDB's extension ${path} cannot be loaded: ${why}`);
    }
  }
}

/** Null where all of these can be loaded, else how the missing one comes here. */
export async function missingExtension(names: ExtensionName[]): Promise<string | null> {
  if (!names.length) return null;
  const db = await openDuckdb();
  try {
    await loadExtensions(db, names);
    return null;
  } catch (error) {
    if (error instanceof NoExtension) return error.message;
    throw error;
  } finally {
    db.close();
  }
}
