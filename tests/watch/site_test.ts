/** A watch that builds the site between its rounds: a round that is due goes before the build. */
import assert from "node:assert/strict";
import type { WatchState } from "../../benchmarks/store/watches/watch_file.ts";
import { ended, inFolder, start } from "../support/bench.ts";

/** Processes that know of a folder, by their environment. */
const leftOf = (folder: string): string[] =>
  Array.from(Deno.readDirSync("/proc"), ({ name }) => name).filter((name) => {
    try {
      return /^\d+$/.test(name) && Deno.readTextFileSync(`/proc/${name}/environ`).includes(folder);
    } catch {
      return false; // it has ended
    }
  });

Deno.test("a round that is due before the site is built is measured at its moment, and that is said", () =>
  inFolder(async (folder) => {
    const config = {
      ...{ name: "tiny", mean_input_tokens: 40, mean_output_tokens: 8 },
      ...{ concurrency: 8, requests: 16, blocks: 2 },
      targets: [{ provider: "sim-a", model: "m", simulate: "groq-70b" }],
    };
    await Deno.writeTextFile(`${folder}/tiny.json`, JSON.stringify(config));
    const child = start(
      ["watch", `${folder}/tiny.json`, "--yes", "--every", "15s", "--jitter", "0%"],
      { TOKENBOARD_DATA: folder, TOKENBOARD_DIST: `${folder}/dist` },
    );
    const said = ended(child);
    const rounds = (): WatchState["rounds"] => {
      try {
        return JSON.parse(Deno.readTextFileSync(`${folder}/watch/tiny.json`)).rounds;
      } catch {
        return []; // nothing is written yet
      }
    };
    // On a machine that has much else to do a round may be missed; the one that is measured was in time.
    const measured = () => rounds().filter(({ status }) => status === "measured");
    let over = false;
    said.then(() => over = true);
    while (!over && measured().length < 2) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(over, false);
    child.kill("SIGINT");
    const { code, out } = await said;
    assert.equal(code, 130);
    const [, second] = measured();
    // Without a build a round begins within 0.3 s of its moment; 1.5 s later it would be missed.
    const late = Date.parse(second.began_at!) - Date.parse(second.due_at);
    assert.ok(late >= 0 && late < 1500, `${late} ms late`);
    assert.equal(out.match(/The site was not rebuilt: the next round is due/g)?.length, 1, out);
    if (Deno.build.os === "linux") {
      for (let i = 0; i < 1200 && leftOf(folder).length; i++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.deepEqual(leftOf(folder), [], "nothing of a build goes on without its watch");
    }
  }));
