/** Many shards of one run as they leave their parts and manifests in a store, with the rows of `large_store.ts`. */
import { manifestVersion } from "../../../benchmarks/shards/manifest.ts";
import { sha256Of } from "../../../benchmarks/shards/parts/local_parts.ts";
import { manifestName, partName, planPath, shardPath } from "../../../benchmarks/shards/paths.ts";
import { openDuckdb, parquetFiles, quote } from "../../../benchmarks/store/duckdb.ts";
import { writeLargeStore } from "./large_store.ts";

const planSha256 = "7".repeat(64);

/** Writes so many shards, each with one part of `rows` rows: arrivals go round. Gives the run's id. */
export async function writeShards(folder: string, shards: number, rows: number): Promise<string> {
  const whole = await writeLargeStore(`${folder}/whole`, shards * rows);
  const run = JSON.parse(await Deno.readTextFile(`${whole}/run.json`));
  const db = await openDuckdb();
  try {
    await db.run("SET threads = 1");
    await db.run(`SET partitioned_write_max_open_files = ${shards + 1}`); // else a shard has several
    await db.run(
      `COPY (SELECT * REPLACE ((row_number() OVER () - 1) % ${shards} AS shard),
          (row_number() OVER () - 1) % ${shards} AS k
        FROM ${parquetFiles([`${whole}/requests.parquet`])})
      TO ${quote(`${folder}/split`)} (FORMAT parquet, COMPRESSION snappy, PARTITION_BY (k))`,
    );
  } finally {
    db.close();
  }
  await Deno.mkdir(`${folder}/runs/${run.run_id}`, { recursive: true });
  await Deno.writeTextFile(
    `${folder}/${planPath(run.run_id)}`,
    JSON.stringify({ plan_sha256: planSha256, shards }),
  );
  for (let shard = 0; shard < shards; shard++) {
    const [{ name }] = [...Deno.readDirSync(`${folder}/split/k=${shard}`)];
    const bytes = await Deno.readFile(`${folder}/split/k=${shard}/${name}`);
    const sha256 = sha256Of(bytes);
    const part = { file: partName(0, sha256), rows, bytes: bytes.length, sha256 };
    const into = `${folder}/${shardPath(run.run_id, shard)}`;
    await Deno.mkdir(into);
    await Deno.writeFile(`${into}/${part.file}`, bytes);
    await Deno.writeTextFile(
      `${into}/${manifestName}`,
      JSON.stringify({
        version: manifestVersion,
        ...{ run_id: run.run_id, shard, shards, plan_sha256: planSha256, planned: rows },
        ...{ parts: [part], clock: { before: null, after: null } },
        run: { ...run, config_hash: "c", versions: { tokenboard: "1" }, host: { cores: 2 } },
      }),
    );
  }
  for (const made of ["whole", "split"]) {
    await Deno.remove(`${folder}/${made}`, { recursive: true });
  }
  return run.run_id;
}
