/** Hostile endpoints beside a good one: its rows are all there and valid, and the run and what comes after it end. */
import assert from "node:assert/strict";
import { scripts } from "../../benchmarks/simulator/faults/index.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { inFolder } from "../support/bench.ts";
import { answers } from "./answers.ts";
import { runBeside } from "./beside.ts";
import { rawServer } from "./raw_server.ts";

Deno.test("endpoints of bytes that no library sends leave the good one beside them alone", () =>
  inFolder(async (folder) => {
    const server = await rawServer();
    const target = (provider: string) => ({ provider, base_url: `${server.url}/${provider}/v1` });
    try {
      const names = Object.keys(answers);
      assert.ok(names.length >= 40, `${names.length}`);
      await runBeside(folder, target("good"), names.map(target));
    } finally {
      server.close();
    }
  }));

Deno.test("every fault of the simulator leaves the good endpoint beside it alone", () =>
  inFolder(async (folder) => {
    const simulator = await startSimulator({ seed: 1 });
    const server = await rawServer();
    try {
      const good = { provider: "good", base_url: `${server.url}/good/v1` };
      const hostile = scripts.map(({ name }) => ({
        provider: name,
        base_url: `${simulator.url}/fault-${name}/v1`,
      }));
      await runBeside(folder, good, hostile);
    } finally {
      server.close();
      await simulator.stop();
    }
  }));
