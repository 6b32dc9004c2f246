/** Files of a run that are whole JSON and no manifest, no plan, no rows: a sentence, and the other runs are merged. */
import assert from "node:assert/strict";
import { sha256Of } from "../../../benchmarks/shards/parts/local_parts.ts";
import { partName } from "../../../benchmarks/shards/paths.ts";
import { inFolder, run } from "../../support/bench.ts";
import {
  commitRows,
  mergeIn,
  rowsOf,
  runFile,
  runId,
  shardFolder,
  storeIn,
} from "../../support/stores/sharded_store.ts";

const all = rowsOf(10, 1);

Deno.test("a manifest is used only where all that is read of it has its shape", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    await commitRows(store, all, 0, 1);
    const path = `${shardFolder(store, 0)}/manifest.json`;
    const whole = JSON.parse(await Deno.readTextFile(path));
    const { run: said } = whole;
    const odd: [reading: string, manifest: unknown][] = [
      ["run.resumed_at", { ...whole, run: { ...said, resumed_at: "now" } }],
      ["run.resumed_at.1", { ...whole, run: { ...said, resumed_at: [said.started_at, {}] } }],
      ["run.invalid", { ...whole, run: { ...said, invalid: 7 } }],
      ["run.ended_at", { ...whole, run: { ...said, ended_at: {} } }],
      ["run.started_at", { ...whole, run: { ...said, started_at: 5 } }],
      ["run.targets", { ...whole, run: { ...said, targets: [] } }],
      ["run.config", { ...whole, run: { ...said, config: "x" } }],
      ["run.run_id", { ...whole, run: { ...said, run_id: "other" } }],
      ["clock.before", { ...whole, clock: { before: 5, after: null } }],
      ["shards", { ...whole, shards: 1e15 }],
      ["parts.0.file", { ...whole, parts: [{ ...whole.parts[0], file: "../part" }] }],
    ];
    for (const [reading, manifest] of odd) {
      await Deno.writeTextFile(path, JSON.stringify(manifest));
      const { state, lacking } = (await mergeIn(store))!;
      assert.equal(state, "lacking", reading);
      assert.ok(
        lacking[0].startsWith(`The manifest of shard 0 is no manifest, by its ${reading}: `),
        lacking[0],
      );
    }
    await Deno.writeTextFile(path, JSON.stringify(whole));
    assert.equal((await mergeIn(store))!.state, "merged");
  }));

Deno.test("what says how many shards there are says 1 to 100,000; rows are in Parquet files", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    const plan = `${folder}/store/runs/${runId}/plan.json`;
    await commitRows(store, all, 0, 1);
    for (const shards of [1e15, 3e8, 0, -5, 1.5, "many"]) {
      await Deno.writeTextFile(plan, JSON.stringify({ shards }));
      const { state, lacking, shards: found } = (await mergeIn(store))!;
      assert.deepEqual([state, found, lacking], ["lacking", 1, [
        `runs/${runId}/plan.json does not say how many shards there are, 1 to 100,000.`,
      ]]);
    }
    await Deno.writeTextFile(plan, "{}".padEnd(70_000));
    assert.match((await mergeIn(store))!.lacking[0], /plan\.json is far too long: 70,000 bytes\.$/);
    await Deno.remove(plan);
    await Deno.remove(`${folder}/store/runs/${runId}/run.json`).catch(() => {});
    const path = `${shardFolder(store, 0)}/manifest.json`;
    const manifest = JSON.parse(await Deno.readTextFile(path));
    const bytes = new TextEncoder().encode("no rows at all");
    const sha256 = sha256Of(bytes);
    const file = partName(0, sha256);
    await Deno.writeFile(`${shardFolder(store, 0)}/${file}`, bytes);
    manifest.parts = [{ ...manifest.parts[0], file, sha256, bytes: bytes.length }];
    await Deno.writeTextFile(path, JSON.stringify(manifest));
    assert.deepEqual((await mergeIn(store))!.lacking, [`${file} of shard 0 is no Parquet file.`]);
  }));

Deno.test("a run that cannot be merged stops no other", () =>
  inFolder(async (folder) => {
    const store = storeIn(folder);
    await commitRows(store, all, 0, 1);
    const at = `${folder}/store/runs`;
    // Each is before it, by its name; nobody reads a folder or writes over it.
    for (const odd of ["a-folder", "a+name"]) {
      await Deno.mkdir(`${at}/${odd}/shard=0`, { recursive: true });
      await Deno.mkdir(`${at}/${odd}/shard=0/manifest.json/deep`, { recursive: true });
      await Deno.writeTextFile(`${at}/${odd}/shard=0/writer-0.json`, "{}");
    }
    await Deno.writeTextFile(`${at}/a-folder/plan.json`, '{"shards":3e8}');
    const merged = await run(["merge", "--json"], { TOKENBOARD_DATA: `${folder}/store` });
    assert.equal(merged.code, 1, merged.err);
    const found = JSON.parse(merged.out) as { runId: string; state: string; lacking: string[] }[];
    assert.deepEqual(found.map(({ runId, state }) => [runId, state]), [
      ["a+name", "lacking"],
      ["a-folder", "lacking"],
      [runId, "merged"],
    ]);
    assert.match(found[0].lacking[0], /^The folder a\+name: a run's name has/);
    assert.equal((await runFile(store)).run_id, runId);
  }));
