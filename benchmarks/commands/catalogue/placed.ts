/** Runs that were made in a place itself, as shards make them: nothing of them need be on this machine. */
import { bucketAccess } from "../../places/access.ts";
import type { Place } from "../../places/place.ts";
import { openDuckdb, parquetRows } from "../../store/duckdb.ts";
import { keepStore } from "../../store/lake/keep.ts";
import type { Reach } from "../../store/lake/lake.ts";
import { reachOf } from "../../store/remote/remote_runs.ts";
import type { Run } from "../../store/run_folders.ts";
import { addToCatalogue, sayNotAdded } from "./kept.ts";
import { catalogueOf, type CatalogueOptions } from "./named.ts";

/** Adds those of these runs that are whole in the place; nothing without a catalogue. */
export async function addPlaced(
  options: CatalogueOptions,
  place: Place,
  runIds: string[],
): Promise<void> {
  const name = catalogueOf(options);
  if (!name) return;
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-placed-" });
  try {
    const whole: string[] = [];
    for (const id of runIds) {
      const file = await place.read(`runs/${id}/run.json`);
      if (!file) continue;
      whole.push(id);
      await Deno.mkdir(`${folder}/${id}`);
      await Deno.writeFile(`${folder}/${id}/run.json`, file);
    }
    if (place.folder !== null) {
      return await addToCatalogue(options, whole.map((id) => `${place.folder}/runs/${id}`));
    }
    if (!whole.length) return;
    const access = await bucketAccess(place.name, (variable) => Deno.env.get(variable));
    const reach = reachOf({ access });
    const runs = await Promise.all(
      whole.map((id) => runAt(`${folder}/${id}`, id, `${access.url}/runs/${id}`, reach)),
    );
    await keepStore(name, { root: access.url, runs, settings: {}, whole: false, reach });
  } catch (error) {
    sayNotAdded(name, error);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A run whose rows we wrote there, in the columns of the record; of them the footer is read. */
async function runAt(place: string, run_id: string, address: string, reach: Reach): Promise<Run> {
  const file = `${address}/requests.parquet`;
  const db = await openDuckdb();
  try {
    await reach(db);
    const { rows: [{ num_rows }] } = await db.query(`SELECT num_rows FROM ${parquetRows([file])}`);
    const rows = Number(num_rows);
    return { folder: place, place, run_id, rows, shape: {}, at: { file, shared: false } };
  } finally {
    db.close();
  }
}
