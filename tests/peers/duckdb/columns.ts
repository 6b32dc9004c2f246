/** SQL over a bucket: what a statement brings here, and that it says what it says over the same files on disk. */
import { openPlace } from "../../../benchmarks/places/open.ts";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { filesOf, run } from "../../support/bench.ts";
import { writeManyRuns } from "../../support/stores/large_store.ts";
import { check } from "../peer.ts";
import { type Bucket, serveBucket } from "./bucket.ts";
import { json } from "./catalogue.ts";

const counted = "SELECT count(*)::INT AS n FROM requests";
const median = "SELECT median(ttft_s) AS m FROM requests";
const shown =
  `SELECT run_id, count(*)::INT AS n, sum(round(e2e_latency_s * 1e6)::BIGINT)::VARCHAR AS s,
  max(len(chunk_at_s))::INT AS c
  FROM requests GROUP BY run_id ORDER BY run_id`;

/** Puts every file of a folder into a store. */
async function putAll(folder: string, store: string, env: Record<string, string>): Promise<void> {
  const place = await openPlace(store, (name) => env[name]);
  for (const file of filesOf(folder)) await place.write(file.slice(folder.length + 1), file);
}

export async function checkColumns(own: Record<string, string>): Promise<void> {
  const bucket = await serveBucket();
  const store = "s3://store/some/where";
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-store-" });
  const env = { ...own, ...bucket.env, TOKENBOARD_DATA: `${folder}/here` };
  const disk = `${folder}/disk`;
  try {
    await writeManyRuns(disk, 60_000, { runs: 3 });
    await alter(disk);
    await putAll(disk, store, env);
    const bytesOf = async (runs: RegExp) => {
      const files = [...filesOf(disk)].filter((file) => runs.test(file));
      const sizes = await Promise.all(files.map(async (file) => (await Deno.stat(file)).size));
      return sizes.reduce((sum, size) => sum + size, 0);
    };
    const small = await bytesOf(/(strange|negative)\/requests\.parquet$/);
    const whole = await bytesOf(/large-\d+\/requests\.parquet$/);
    bucket.sent();
    const remote = async (sql: string) => {
      const done = await json(["sql", "--json", `--store=${store}`, sql], env);
      return { ...done, sent: bucket.sent() };
    };
    const local = async (sql: string) =>
      (await json(["sql", "--json", sql], { ...own, TOKENBOARD_DATA: disk })).found;
    const first = await remote(counted);
    check("s3: the count", first.found[0].n === (await local(counted))[0].n, first.found);
    check("s3: says what was looked at", /footer/.test(first.err), first.err);
    check(
      "s3: a first count brings the footers, and whole the file of a stranger",
      first.sent.bytes < small + 0.15 * whole,
      { brought: first.sent.bytes, requests: first.sent.requests, files: whole, stranger: small },
    );
    const second = await remote(counted);
    check("s3: a second count brings less than a twentieth", second.sent.bytes < whole / 20, {
      brought: second.sent.bytes,
      requests: second.sent.requests,
      files: whole,
    });
    const middle = await remote(median);
    check("s3: the median", middle.found[0].m === (await local(median))[0].m, middle.found);
    check("s3: a median of one column brings less than a fifth", middle.sent.bytes < whole / 5, {
      brought: middle.sent.bytes,
      requests: middle.sent.requests,
      files: whole,
    });
    const all = await remote(shown);
    check("s3: the same rows", same(all.found, await local(shown)), all.found);
    await checkCompacted(disk, env, bucket, local);
    await checkWithout(env, store, whole, bucket, all.found);
    await checkKeys(env, store, folder);
  } finally {
    await bucket.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

/** The same once the rows of all runs are in a file that they share. */
async function checkCompacted(
  disk: string,
  env: Record<string, string>,
  bucket: Bucket,
  local: (sql: string) => Promise<unknown>,
) {
  const here = { ...env, TOKENBOARD_DATA: disk };
  const compacted = await run(["compact", "--before=2026-06-01"], here);
  const files = [...filesOf(`${disk}/runs/compacted`)];
  check("s3: the runs of a month share a file", compacted.code === 0 && files.length === 1, files);
  const { size } = await Deno.stat(files[0]);
  const store = "s3://store/compacted";
  await putAll(disk, store, env);
  const at = async (sql: string) => await json(["sql", "--json", `--store=${store}`, sql], env);
  const rows = await at(shown);
  check("s3: of a shared file the same rows", same(rows.found, await local(shown)), rows.err);
  bucket.sent();
  const middle = await at(median);
  const sent = bucket.sent();
  check("s3: a median over it brings less than a fifth", sent.bytes < size / 5, {
    ...sent,
    file: size,
  });
  check("s3: and is the same", same(middle.found, await local(median)), middle.found);
}

/** A run of a stranger, whose times are of another type, and one that no store shows. */
async function alter(disk: string): Promise<void> {
  const db = await openDuckdb();
  for (
    const [id, change] of [["strange", "ttft_s::FLOAT"], ["negative", "ttft_s - 1000"]]
  ) {
    const from = `${disk}/runs/large-0000`;
    const to = `${disk}/runs/${id}`;
    await Deno.mkdir(to);
    await db.run(`COPY (SELECT * REPLACE ('${id}' AS run_id, ${change} AS ttft_s)
      FROM read_parquet('${from}/requests.parquet') LIMIT 1000) TO '${to}/requests.parquet'`);
    const file = JSON.parse(await Deno.readTextFile(`${from}/run.json`));
    await Deno.writeTextFile(`${to}/run.json`, JSON.stringify({ ...file, run_id: id }));
  }
  db.close();
}

async function checkWithout(
  env: Record<string, string>,
  store: string,
  whole: number,
  bucket: Bucket,
  expected: unknown,
) {
  const { TOKENBOARD_DUCKDB_EXTENSIONS: _, ...without } = env;
  const { found, err } = await json(["sql", "--json", `--store=${store}`, shown], without);
  const { bytes } = bucket.sent();
  check("s3: without httpfs the same, from files that were brought here", same(found, expected));
  check("s3: which is said, with how httpfs comes here", /INSTALL httpfs/.test(err), err);
  check("s3: and brings all of them", bytes >= 0.9 * whole, { brought: bytes, files: whole });
}

/** A secret that is refused stands in no message, no file, and no list of DuckDB. */
async function checkKeys(env: Record<string, string>, store: string, folder: string) {
  const secret = "wrong/Secret+0123456789abcdef";
  const listed = await run(["sql", "--json", `--store=${store}`, "FROM duckdb_secrets()"], env);
  check(
    "s3: DuckDB lists its key redacted",
    listed.out.includes("redacted") && !listed.out.includes(env.AWS_SECRET_ACCESS_KEY),
    listed.out.slice(0, 400),
  );
  const wrong = { ...env, AWS_ACCESS_KEY_ID: "NOSUCHKEY", AWS_SECRET_ACCESS_KEY: secret };
  const { code, out, err } = await run(["sql", "--json", `--store=${store}`, counted], wrong);
  check("s3: a wrong key fails", code !== 0, err);
  const texts = [out, err];
  for (const file of filesOf(`${folder}/here`)) texts.push(await Deno.readTextFile(file));
  for (const file of filesOf(env.HOME)) texts.push(await Deno.readTextFile(file));
  check("s3: and stands nowhere", !texts.some((text) => text.includes(secret)));
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
