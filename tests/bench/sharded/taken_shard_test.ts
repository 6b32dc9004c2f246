/** A shard that another process took while this one was thought to be gone. */
import assert from "node:assert/strict";
import { runBench } from "../../../benchmarks/bench/bench.ts";
import { folderPlace } from "../../../benchmarks/places/folder.ts";
import { checkConfig } from "../../../benchmarks/plan/config.ts";
import { startSimulator } from "../../../benchmarks/simulator/spawn.ts";
import { inFolder, plantedKey } from "../../support/bench.ts";

Deno.test("who lost its shard says that alone: what became of it is for the other to tell", async () => {
  const simulator = await startSimulator({ seed: 3 });
  try {
    await inFolder(async (folder) => {
      const place = folderPlace(`${folder}/store`);
      const config = checkConfig({
        name: "shared",
        ...{ mean_input_tokens: 60, mean_output_tokens: 5, requests: 5000, concurrency: 2 },
        targets: [{
          ...{ provider: "here", model: "m", api_key_env: "PLANTED" },
          base_url: `${simulator.url}/groq-70b/v1`,
        }],
      }, "shared");
      const said: string[] = [];
      const print = console.error;
      console.error = (...words: unknown[]) => void said.push(words.join(" "));
      try {
        const run = runBench(config, {
          sharded: { index: 0, count: 1, runId: "r", place, into: `${folder}/here` },
          ...{ startAt: Date.now(), partS: 0.1 },
        }, (name) => name === "PLANTED" ? plantedKey : undefined);
        const isPart = ({ path }: { path: string }) => path.includes("/part-");
        while (!(await place.list("runs/r/")).some(isPart)) {
          await new Promise((done) => setTimeout(done, 20));
        }
        const other = { host: "elsewhere", pid: 7, token: "t", beat: 0 };
        await place.write(
          "runs/r/shard=0/writer-9.json",
          new TextEncoder().encode(JSON.stringify(other)),
        );
        const { status, summary } = await run;
        assert.deepEqual([status, summary], [1, null]);
      } finally {
        console.error = print;
      }
      const text = said.join("\n");
      assert.match(text, /was taken over by process 7 on elsewhere.+its rows stay in/);
      assert.doesNotMatch(text, /INVALID|same command|what this process sent/);
    });
  } finally {
    await simulator.stop();
  }
});
