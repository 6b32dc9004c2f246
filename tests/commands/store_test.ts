/** `--store`: a bucket is a store like any folder, and what is made of it is what a folder gives. */
import assert from "node:assert/strict";
import { inFolder, run } from "../support/bench.ts";
import {
  copyOf,
  type Env,
  inBucket,
  keepsConnections,
  name,
  pathsIn,
  relative,
} from "../support/stores/bucket.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";
import { writePair } from "../importers/llmperf_files.ts";

Deno.test(
  "a command over a bucket reads the same files as over a copy on disk, and brings them once",
  keepsConnections,
  () =>
    inBucket(async ({ disk, machine, env, place }) => {
      const query =
        "SELECT run_id, count(*) AS n, max(a) AS a FROM requests, rates GROUP BY run_id ORDER BY 1";
      const sql = (more: Env, ...words: string[]) => run(["sql", "--json", ...words, query], more);
      const there = await sql(env, "--store", name);
      const here = await sql({ TOKENBOARD_STORE: disk });
      assert.deepEqual([there.code, here.code, here.err], [0, 0, ""], there.err);
      assert.deepEqual(JSON.parse(there.out), [
        { run_id: "r-1", n: 3, a: 7 },
        { run_id: "r-2", n: 4, a: 7 },
      ]);
      assert.equal(there.out, here.out);
      assert.match(
        there.err,
        /^s3:\/\/store\/team: 5 files brought here \(0\.\d MB\)\.\nWith httpfs rows would stay .+\.\n$/,
      );
      const copy = copyOf(machine);
      const own = ["tokenboard.duckdb"]; // views for other tools
      assert.deepEqual(
        relative(copy),
        [...relative(disk), ...own].filter((p, i, all) => all.indexOf(p) === i).sort(),
      );
      for (const path of relative(disk).filter((path) => !own.includes(path))) {
        assert.deepEqual(
          Deno.readFileSync(`${copy}/${path}`),
          Deno.readFileSync(`${disk}/${path}`),
        );
      }
      const again = await sql({ ...env, TOKENBOARD_STORE: name });
      assert.deepEqual([again.code, again.err, again.out], [0, "", there.out]);
      // Somebody else takes a run away, and puts another.
      await place.remove("runs/r-1/run.json");
      await place.remove("runs/r-1/requests.parquet");
      const other = await writeRun(`${machine}/other`, { run_id: "r-4" }, answers(1, 1));
      for (const path of relative(other)) await place.write(`runs/r-4/${path}`, `${other}/${path}`);
      const changed = await sql(env, "--store", name);
      assert.deepEqual(JSON.parse(changed.out).map((r: { run_id: string }) => r.run_id), [
        "r-2",
        "r-4",
      ]);
      assert.match(
        changed.err,
        /2 files brought here .*\n.*2 files gone there, and here now, too\.\nWith httpfs .+\.\n$/,
      );
    }),
);

Deno.test(
  "what commands change of a bucket is put there, and what they take away is taken away there",
  keepsConnections,
  () =>
    inBucket(async ({ machine, env, place }) => {
      const at = (...words: string[]) => run([...words, "--store", name], env);
      const tagged = await at("runs", "tag", "r-1", "nightly");
      assert.equal(tagged.code, 0, tagged.err);
      assert.match(tagged.err, /s3:\/\/store\/team: put there runs\/r-1 \(/);
      const file = new TextDecoder().decode((await place.read("runs/r-1/run.json"))!);
      assert.deepEqual(JSON.parse(file).publisher.tags, ["nightly"]);
      const before = await pathsIn(place);
      const deleted = await at("runs", "delete", "r-2", "--yes");
      assert.equal(deleted.code, 0, deleted.err);
      assert.deepEqual(await pathsIn(place, "runs/r-2/"), []);
      assert.deepEqual(await pathsIn(place, "trash/"), [
        "trash/runs/r-2/requests.parquet",
        "trash/runs/r-2/run.json",
        "trash/runs/r-2/shard=0/part-0.parquet",
      ]);
      // Another machine, which has no copy yet.
      const elsewhere = { ...env, TOKENBOARD_DATA: `${machine}/elsewhere` };
      const restored = await run(["runs", "restore", "--all", "--store", name], elsewhere);
      assert.equal(restored.code, 0, restored.err);
      assert.deepEqual(await pathsIn(place), before);
      await Deno.mkdir(`${machine}/files`);
      await writePair(`${machine}/files`, "x");
      const imported = await at("import", `${machine}/files`, "--json");
      assert.equal(imported.code, 0, imported.err);
      const [{ run_id }] = JSON.parse(imported.out);
      assert.deepEqual(await pathsIn(place, `runs/${run_id}/`), [
        `runs/${run_id}/requests.parquet`,
        `runs/${run_id}/run.json`,
      ]);
      const listed = await at("runs", "--json");
      assert.deepEqual(
        JSON.parse(listed.out).map((r: { run_id: string }) => r.run_id).sort(),
        [run_id, "r-1", "r-2"].sort(),
      );
    }),
);

Deno.test(
  "a store that is none is refused in one sentence",
  keepsConnections,
  () =>
    inFolder(async (folder) => {
      const refused = async (words: string[], env: Env = {}) => {
        const { code, err } = await run(words, env);
        assert.equal(code, 2, err);
        return err;
      };
      const sql = ["sql", "SELECT 1"];
      for (const words of [sql, ["publish", "--no-site"], ["runs", "note", "latest", "x"]]) {
        assert.match(
          await refused([...words, "--store", `${folder}/none`]),
          /there is no such folder/,
        );
        await assert.rejects(Deno.stat(`${folder}/none`), Deno.errors.NotFound);
      }
      assert.match(
        await refused([...sql, "--store", folder, "--results-dir", folder]),
        /--store and --results-dir: give one of them/,
      );
      assert.match(
        await refused([...sql, "--store", "gs://b"]),
        /a folder or s3:\/\/bucket\/prefix/,
      );
      const keys = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };
      assert.match(
        await refused([...sql, "--store", "s3://store/x"], keys),
        /^A store in a bucket needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment\.\n$/,
      );
      // An option goes before the variable.
      const read = await run([...sql, "--json", "--results-dir", folder], {
        TOKENBOARD_STORE: "s3://store/x",
      });
      assert.deepEqual([read.code, read.err], [0, ""]);
    }),
);

Deno.test(
  "a bucket or key that is wrong is a wrong setting to a shard; a bucket out of reach is none",
  keepsConnections,
  () =>
    inBucket(async ({ env, place }) => {
      const refused = async (store: string, more: Env, code: number, says: RegExp) => {
        const words = ["bench", "--yes", "--shard", "0/2", "--run-id", "x", "--store", store];
        const done = await run(words, { ...env, ...more });
        assert.equal(done.code, code, done.err);
        assert.match(done.err, says);
      };
      const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const gone = { AWS_ENDPOINT_URL: `http://127.0.0.1:${listener.addr.port}` };
      listener.close();
      const unknown = { AWS_ACCESS_KEY_ID: "NOTTHEKEYOFTHESTORE0" };
      const before = await pathsIn(place);
      await refused("s3://absent/x", {}, 2, /there is no bucket absent at /);
      await refused(name, unknown, 2, /does not know the key of AWS_ACCESS_KEY_ID/);
      await refused(name, gone, 1, /cannot be reached/);
      assert.deepEqual(await pathsIn(place), before);
    }),
);
