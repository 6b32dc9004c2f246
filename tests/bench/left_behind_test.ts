import assert from "node:assert/strict";
import { inFolder, start } from "../support/bench.ts";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(what: string, holds: () => Promise<boolean> | boolean, seconds = 600) {
  for (let i = 0; i < seconds * 10; i++) {
    if (await holds()) return;
    await wait(100);
  }
  assert.fail(`${what}: not within ${seconds} s`);
}

/** Command lines of the processes that a process began; Linux alone tells it so simply. */
function childrenOf(pid: number): { pid: number; line: string }[] {
  const found: { pid: number; line: string }[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = Deno.readTextFileSync(`/proc/${name}/stat`);
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      if (parent !== pid) continue;
      const line = Deno.readTextFileSync(`/proc/${name}/cmdline`).replaceAll("\0", " ");
      found.push({ pid: Number(name), line });
    } catch { /* it has ended */ }
  }
  return found;
}
const lives = (pid: number) => Deno.lstat(`/proc/${pid}`).then(() => true, () => false);

Deno.test({
  name: "a bench that is killed leaves no simulator",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    inFolder(async (folder) => {
      await Deno.writeTextFile(
        `${folder}/slow.json`,
        JSON.stringify({
          name: "slow",
          mean_input_tokens: 60,
          mean_output_tokens: 400,
          requests: 200,
          targets: [{ provider: "sim", model: "m", simulate: "groq-70b@20" }],
        }),
      );
      const args = ["bench", `${folder}/slow.json`, "--no-site", `--results-dir=${folder}/runs`];
      const child = start(args);
      const done = child.output();
      let simulator = 0;
      await until("a simulator runs", () => {
        simulator = childrenOf(child.pid).find((c) => c.line.includes(" simulator "))?.pid ?? 0;
        return simulator > 0;
      });
      child.kill("SIGKILL"); // at once: it does not listen yet
      try {
        await until("the simulator is gone", async () => !(await lives(simulator)), 120);
      } catch (error) {
        Deno.kill(simulator, "SIGKILL"); // it holds our pipe open
        throw error;
      } finally {
        await done;
      }
    }),
});
