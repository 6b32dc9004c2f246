import assert from "node:assert/strict";
import { inFolder, run } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

Deno.test("publishing refuses a note or a setting that holds a key, before an edition has its number", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/runs`);
    await writeRun(`${folder}/runs`, { run_id: "one" }, answers(120, 0.2));
    const env = { TOKENBOARD_DATA: folder, MY_API_KEY: "foobarbazquuxenvsecret99" };
    const refused = async (args: string[], why: RegExp) => {
      const { code, out, err } = await run(["publish", "--no-site", ...args], env);
      assert.equal(code, 2, err);
      assert.match(err, why);
      assert.doesNotMatch(out + err, /foobarbaz/);
      const editions = await Deno.stat(`${folder}/editions`).catch(() => null);
      assert.equal(editions, null);
    };
    await refused(["--note", `it is ${env.MY_API_KEY}`], /note: .*MY_API_KEY/);
    await refused(["--note", "a\u202eb"], /does not print/);
    await Deno.writeTextFile(
      `${folder}/presets.jsonc`,
      `[{"name": "a", "query": {"q": "${env.MY_API_KEY}"}}]`,
    );
    await refused([], /presets\.jsonc.*MY_API_KEY/);
    await Deno.writeTextFile(`${folder}/presets.jsonc`, `[{"name": "a", "quer": {}}]`);
    await refused([], /quer/);
  }));
