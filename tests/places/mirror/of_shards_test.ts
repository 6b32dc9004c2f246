/** A mirror whose run has the name of one that shards make. */
import assert from "node:assert/strict";
import { inScene, roots } from "./scene.ts";

Deno.test("a run does not take the name of one that shards are making there, whichever file came first", () =>
  inScene(async ({ there, machine, textThere, place }) => {
    const one = machine("one");
    for (const [run, file] of [["a", "plan.json"], ["b", "shard=0/writer-0.json"]]) {
      await there(`runs/${run}/${file}`, "{}");
      await one.write(`runs/${run}/requests.parquet`, "rows");
      await one.write(`runs/${run}/run.json`, "{}");
    }
    const put = await one.put(roots, false);
    assert.deepEqual([put.ofShards, put.files], [["runs/a", "runs/b"], 0]);
    assert.equal((await place.list("runs/")).length, 2);
    assert.equal(await textThere("runs/a/run.json"), null);
    // One that they have made is a run like any other: what is said of it is put there.
    await there("runs/c/shard=0/manifest.json", "{}");
    await there("runs/c/run.json", "{}");
    await one.bring(({ path }) => path.startsWith("runs/c/"));
    await one.write("runs/c/run.json", '{"publisher":{}}');
    assert.deepEqual((await one.put(roots, false)).folders, ["runs/c"]);
  }));
