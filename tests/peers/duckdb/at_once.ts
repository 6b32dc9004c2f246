/** Writers of one catalogue that all read it before any of them has written. */
import { keepStore } from "../../../benchmarks/store/lake/keep.ts";
import { readLake } from "../../../benchmarks/store/lake/lake.ts";
import { lakeName } from "../../../benchmarks/store/lake/lake_name.ts";
import { findRuns } from "../../../benchmarks/store/run_folders.ts";
import { writeManyRuns } from "../../support/stores/large_store.ts";
import { check } from "../peer.ts";

const writers = 6;

/** Over a catalogue that no writer locks. */
export async function checkAtOnce(name: string, env: Record<string, string>): Promise<void> {
  const before = Object.keys(env).map((key) => [key, Deno.env.get(key)] as const);
  for (const [key, value] of Object.entries(env)) Deno.env.set(key, value);
  const root = await Deno.makeTempDir({ prefix: "tokenboard-at-once-" });
  try {
    await writeManyRuns(root, 400, { runs: 4 });
    const { runs } = await findRuns(root);
    const lake = lakeName(name);
    const store = { root, runs, settings: {}, whole: true };
    // The tables are there: what is left to meet is the rows.
    await keepStore(lake, { ...store, runs: runs.slice(0, 1) });
    const changes = await Promise.all(
      Array.from({ length: writers }, () => keepStore(lake, store)),
    );
    const added = changes.flatMap((change) => change?.added ?? []);
    check(`${writers} writers at once add three runs once`, added.length === 3, added);
    const [[rows, files]] = await readLake(lake, undefined, async (db) => {
      const { rows } = await db.query(
        `SELECT (SELECT count(*) FROM lake.runs WHERE store = '${root}')::INT AS runs,
          (SELECT count(*) FROM ducklake_list_files('lake', 'requests')
            WHERE starts_with(data_file, '${root}/'))::INT AS files`,
      );
      return rows.map(({ runs, files }) => [runs, files]);
    });
    check("and each of their files", rows === 4 && files === 4, [rows, files]);
  } finally {
    await Deno.remove(root, { recursive: true });
    for (const [key, value] of before) {
      if (value === undefined) Deno.env.delete(key);
      else Deno.env.set(key, value);
    }
  }
}
