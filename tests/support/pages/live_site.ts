/** `deno task dev` over a small store. */

import { grantsOf } from "../../../benchmarks/processes/grants.ts";

/** The live site on a free port, in a process of its own; it answers some seconds later. */
export function liveSite(): { url: string; close(): Promise<void> } {
  const free = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = free.addr as Deno.NetAddr;
  free.close();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      ...grantsOf("dev"),
      "benchmarks/main.ts",
      "dev",
      "--port",
      String(port),
    ],
    env: { TOKENBOARD_DATA: "data/llmperf-2023-12" },
    stdout: "null",
    stderr: "null",
    detached: true, // a group of its own, so that the framework below it ends with it
  }).spawn();
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      Deno.kill(-child.pid, "SIGTERM");
      await child.status;
    },
  };
}
