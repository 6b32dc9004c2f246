/** Hostile endpoints beside a good one: its rows are all there and valid, and the run and what comes after it end. */
import assert from "node:assert/strict";
import { scripts } from "../../benchmarks/simulator/faults/index.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { inFolder } from "../support/bench.ts";
import { answers } from "./answers.ts";
import { runBeside } from "./beside.ts";
import { goodHttp2, http2Answers } from "./http2_answers.ts";
import { http2Servers } from "./http2_server.ts";
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

Deno.test({
  name: "servers of HTTP/2 that keep none of its rules leave the good one beside them alone",
  sanitizeResources: false, // Deno's node:tls leaves sockets half open
  fn: () =>
    inFolder(async (folder) => {
      const { urls, close } = await http2Servers({ good: goodHttp2, ...http2Answers });
      const target = (provider: string) => ({
        provider,
        base_url: urls[provider],
        http: "2" as const,
        tls_verify: false as const,
      });
      try {
        await runBeside(folder, target("good"), Object.keys(http2Answers).map(target));
      } finally {
        close();
      }
    }),
});

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
      await runBeside(folder, good, hostile, 1);
    } finally {
      server.close();
      await simulator.stop();
    }
  }));
