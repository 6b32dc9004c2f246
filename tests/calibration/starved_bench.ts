/**
 * Whether a starved harness marks its run invalid and a calm one does not: `deno task bench:starved`, on a machine
 * that does nothing else. `--only calm,busy,shared,stopped` and `--times 20` choose; `--concurrency 20` is of the runs.
 *
 * Every run is the real command with --calibrate, against a simulator of its own. Prints a line for each run, then one
 * line of JSON; exits 1 where one was not what it had to be.
 */
import { parseArgs } from "node:util";
import { grantsOf } from "../../benchmarks/processes/grants.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { filesOf, inFolder, smallRun } from "../support/bench.ts";

const { values } = parseArgs({
  args: Deno.args,
  options: {
    only: { type: "string", default: "calm,busy,shared,stopped" },
    times: { type: "string", default: "20" },
    concurrency: { type: "string", default: "20" },
  },
});
const concurrency = Number(values.concurrency);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Case {
  invalid: boolean;
  /** What the command is started with: a program before it, or flags of deno. */
  before?: string[];
  flags?: string[];
  /** What happens to it while it runs. */
  meanwhile?(pid: number, folder: string): Promise<void>;
}

const holder = new URL("../support/hold_loop.ts", import.meta.url).pathname;
const cases: Record<string, Case> = {
  calm: { invalid: false },
  // Its own event loop is held for 80 of every 120 ms.
  busy: { invalid: true, flags: ["--preload", holder] },
  // It may use one core alone, and another process spins on it.
  shared: {
    invalid: true,
    before: ["taskset", "-c", "0"],
    async meanwhile(pid) {
      const spin =
        `while kill -0 ${pid} 2>/dev/null; do i=0; while [ $i -lt 99999 ]; do i=$((i+1)); done; done`;
      await new Deno.Command("taskset", { args: ["-c", "0", "sh", "-c", spin] }).output();
    },
  },
  stopped: {
    invalid: true,
    async meanwhile(pid, folder) {
      while (!began(folder)) await wait(50);
      Deno.kill(pid, "SIGSTOP");
      await wait(5000);
      Deno.kill(pid, "SIGCONT");
    },
  },
};

/** Whether the run has rows. */
const began = (folder: string) =>
  [...filesOf(folder)].some((path) =>
    path.endsWith("/journal.jsonl") && Deno.statSync(path).size > 1000
  );

async function run({ before = [], flags = [], meanwhile }: Case, base: string) {
  let found!: { invalid: string | null; calibration: unknown; health: unknown };
  await inFolder(async (folder) => {
    const [program, ...args] = [
      ...before,
      ...[Deno.execPath(), "run", "--quiet", ...flags, ...grantsOf("bench")],
      ...["benchmarks/main.ts", "bench", ...smallRun(10 * concurrency, concurrency)],
      ...["--calibrate", "--no-site", "--results-dir", folder],
    ];
    const env = { OPENAI_API_BASE: `${base}/anyscale-70b/v1`, OPENAI_API_KEY: "none" };
    const child = new Deno.Command(program, { args, env, stdout: "null", stderr: "null" }).spawn();
    await Promise.all([meanwhile?.(child.pid, folder), child.status]);
    const path = [...filesOf(folder)].find((name) => name.endsWith("/run.json"))!;
    found = JSON.parse(await Deno.readTextFile(path));
  });
  return found;
}

const simulator = await startSimulator({ seed: 1 });
const results = [];
for (const name of values.only.split(",")) {
  const { invalid } = cases[name];
  const times = name === "calm" ? Number(values.times) : Math.ceil(Number(values.times) / 10);
  let right = 0;
  for (let i = 0; i < times; i++) {
    const found = await run(cases[name], simulator.url);
    if ((found.invalid !== null) === invalid) right++;
    console.error(`${name} ${i + 1}/${times}: ${found.invalid ?? "valid"}`);
  }
  results.push({ case: name, concurrency, must_be_invalid: invalid, right, of: times });
}
await simulator.stop();
console.log(JSON.stringify(results));
Deno.exit(results.every(({ right, of }) => right === of) ? 0 : 1);
