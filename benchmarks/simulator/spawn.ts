/** The simulator in a process of its own, so that it does not share a core's turn with the harness. */
import { fileURLToPath } from "node:url";
import { denoProcess } from "../processes/deno_process.ts";
import { grantsOf } from "../processes/grants.ts";
import { TextLineStream } from "../processes/lines.ts";

/** Starts it; resolves when it listens. `url` has no path: a profile's base URL is `URL/PROFILE/v1`. */
export async function startSimulator(
  options: { seed?: number; log?: string; port?: number },
): Promise<{ url: string; stop(): Promise<void> }> {
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  const args = [
    main,
    "simulator",
    "--seed",
    String(options.seed ?? 1),
    "--port",
    String(options.port ?? 0),
    ...(options.log ? ["--log", options.log] : []),
    "--until-input-ends",
  ];
  const child = denoProcess(grantsOf("simulator"), args, {
    // The system closes it when this process ends, however it ends.
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
    detached: true, // Ctrl-C in the terminal must end the run first
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
    .getReader();
  const { value } = await reader.read();
  const url = /http:\/\/\S+/.exec(value ?? "")?.[0];
  if (!url) {
    await reader.cancel();
    throw new Error("The simulator did not start: it named no address");
  }
  return {
    url,
    async stop() {
      try {
        child.kill("SIGTERM");
      } catch (error) {
        if (!(error instanceof TypeError)) throw error; // it has ended already
      }
      await reader.cancel();
      await child.stdin.close().catch(() => {}); // it has ended already
      await child.status;
    },
  };
}
