/** A catalogue of a store in a bucket: its files are named where everybody finds them. */
import { openPlace } from "../../../benchmarks/places/open.ts";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { loadExtensions } from "../../../benchmarks/store/extensions/load.ts";
import { tellKeys } from "../../../benchmarks/store/remote/secret.ts";
import { bucketAccess } from "../../../benchmarks/places/access.ts";
import { writePair } from "../../importers/llmperf_files.ts";
import { filesOf, run } from "../../support/bench.ts";
import { writeManyRuns } from "../../support/stores/large_store.ts";
import { check } from "../peer.ts";
import { serveBucket } from "./bucket.ts";
import { json } from "./catalogue.ts";

type Env = Record<string, string>;
const store = "s3://store/team";
const shown =
  `SELECT (SELECT count(*) FROM runs)::INT AS runs, (SELECT count(*) FROM requests)::INT AS n,
  (SELECT count(*) FROM runs WHERE invalid IS NOT NULL)::INT AS invalid`;

export async function checkCatalogueOfBucket(own: Env): Promise<void> {
  const bucket = await serveBucket();
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-lake-" });
  const env: Env = { ...own, ...bucket.env, TOKENBOARD_DATA: `${folder}/here` };
  const lake = `${folder}/board.ducklake`;
  const options = [`--store=${store}`, `--catalogue=${lake}`];
  try {
    await writeManyRuns(`${folder}/disk`, 6000, { runs: 2 });
    const place = await openPlace(store, (name) => env[name]);
    for (const file of filesOf(`${folder}/disk`)) {
      await place.write(file.slice(`${folder}/disk/`.length), file);
    }
    bucket.sent();
    const { found: first } = await json(["catalogue", "--json", ...options], env);
    check("in a bucket: two runs added, by their footers", first.added.length === 2, {
      ...bucket.sent(),
      snapshots: first.snapshots,
    });
    await Deno.mkdir(`${folder}/files`);
    await writePair(`${folder}/files`, "x");
    const imported = await run(["import", `${folder}/files`, ...options], env);
    check("in a bucket: an import is in the store", imported.code === 0, imported.err);
    const marked = ["runs", "invalid", "large-0000", "--because=a slip", `--store=${store}`];
    const invalid = await run(marked, env);
    check("in a bucket: a run is marked invalid", invalid.code === 0, invalid.err);
    const { found: second } = await json(["catalogue", "--json", ...options], env);
    check(
      "in a bucket: and the import is in the catalogue once it is there, the mark with the next call",
      second.added.length === 0 && same(second.renewed, ["large-0000"]) &&
        second.snapshots.length === 3,
      second,
    );
    const at = async (...more: string[]) =>
      (await json(["sql", "--json", ...options, ...more, shown], env)).found[0];
    check("in a bucket: now", same(await at(), { runs: 3, n: 6003, invalid: 1 }), await at());
    const before = await at(`--as-of=${second.snapshots[1].time}`);
    check("in a bucket: before the mark", same(before, { runs: 3, n: 6003, invalid: 0 }), before);
    const day = await at(`--as-of=${first.snapshots[0].time}`);
    check("in a bucket: before the import", same(day, { runs: 2, n: 6000, invalid: 0 }), day);
    await checkOthers(env, lake);
    await checkShards(env, folder);
    const { TOKENBOARD_DUCKDB_EXTENSIONS: _, ...without } = env;
    const none = await run(["catalogue", ...options], without);
    check(
      "in a bucket: without extensions one sentence says which is missing",
      none.code !== 0 && /extension (httpfs|ducklake) is not on this machine/.test(none.err),
      none.err,
    );
  } finally {
    await bucket.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

/** A run of two shards, made in the bucket: whoever is last adds it; a merge adds it where it was not. */
async function checkShards(env: Env, folder: string): Promise<void> {
  const config = `${folder}/shared.json`;
  await Deno.writeTextFile(
    config,
    JSON.stringify({
      ...{ name: "shared", mean_input_tokens: 60, mean_output_tokens: 5 },
      ...{ requests: 6, concurrency: 2, warmup: 0 },
      targets: [{ provider: "here", model: "m", simulate: "groq-70b" }],
    }),
  );
  const lake = `--catalogue=${folder}/shards.ducklake`;
  const at = [`--store=${store}`, lake];
  const shards = await Promise.all(
    [0, 1].map((i) =>
      run(["bench", config, `--shard=${i}/2`, "--run-id=shared-1", ...at], {
        ...env,
        TOKENBOARD_DATA: `${folder}/machine-${i}`,
      })
    ),
  );
  check("in a bucket: two shards end well", shards.every(({ code }) => code === 0), [
    shards[0].err,
    shards[1].err,
  ]);
  const sql =
    "SELECT run_id, count(*)::INT AS n FROM requests WHERE run_id = 'shared-1' GROUP BY ALL";
  const asked = async () => (await json(["sql", "--json", ...at, sql], env)).found;
  const whole = [{ run_id: "shared-1", n: 6 }];
  check("in a bucket: their run is in the catalogue", same(await asked(), whole));
  const merged = await run(["merge", "shared-1", `--store=${store}`, `${lake}.2`], env);
  const { found } = await json(["sql", "--json", `--store=${store}`, `${lake}.2`, sql], env);
  check(
    "in a bucket: and a merge adds it to another",
    same(found, whole),
    merged.err || merged.out,
  );
}

/** Table `requests` as any other program that reads DuckLake finds it: the rows of the bucket's own files. */
async function checkOthers(env: Env, lake: string): Promise<void> {
  const before = Deno.env.get("TOKENBOARD_DUCKDB_EXTENSIONS");
  Deno.env.set("TOKENBOARD_DUCKDB_EXTENSIONS", env.TOKENBOARD_DUCKDB_EXTENSIONS);
  const db = await openDuckdb();
  try {
    await loadExtensions(db, ["httpfs", "ducklake"]);
    await tellKeys(db, await bucketAccess(store, (name) => env[name]));
    await db.run(`ATTACH 'ducklake:${lake}' AS other (READ_ONLY)`);
    const { rows } = await db.query(`SELECT count(*)::INT AS n, count(ttft_s) > 0 AS times,
      (SELECT bool_and(starts_with(data_file, '${store}/runs/'))
        FROM ducklake_list_files('other', 'requests')) AS there FROM other.requests`);
    check(
      "in a bucket: another program reads the store's own files",
      same(rows, [{ n: 6003, times: true, there: true }]),
      rows,
    );
  } finally {
    db.close();
    if (before === undefined) Deno.env.delete("TOKENBOARD_DUCKDB_EXTENSIONS");
    else Deno.env.set("TOKENBOARD_DUCKDB_EXTENSIONS", before);
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
