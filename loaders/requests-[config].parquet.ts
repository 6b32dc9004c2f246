/** The newest finished run of a configuration; where there is none, the harness runs and then answers, if it may. */
import { loadConfig } from "@/benchmarks/plan/config.ts";
import { denoProcess, pagesMaySpend } from "@/benchmarks/processes/deno_process.ts";
import { grantsOf } from "@/benchmarks/processes/grants.ts";
import { newestRunSql, printParquet } from "@/benchmarks/queries/boards.ts";
import { pagesMayMeasure } from "@/benchmarks/store/board/measuring.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const name = Deno.args.find((a) => a.startsWith("--config="))?.slice("--config=".length) ?? "";
let db = await openStore();
if (pagesMayMeasure() && (await db.query(newestRunSql(name))).rows.length === 0) {
  db.close();
  const config = await loadConfig(name);
  // A server on this machine may pass on to one that is paid.
  const free = config.targets.every(({ simulate }) => simulate !== undefined);
  if (!free && !pagesMaySpend()) {
    throw new Error(
      `There is no run of ${name} yet, and a page does not spend money: deno task bench ${name}`,
    );
  }
  console.error(`There is no run of ${name} yet: it is made now, on this machine.`);
  // Through the command line: what it prints must not reach the Parquet on our standard output.
  // It ends with this program: a build that is cut must not leave it beside the next measurement.
  const args = ["benchmarks/main.ts", "bench", name, "--no-site", "--while-input"];
  const pipes = { stdin: "piped", stdout: "null", stderr: "inherit" } as const;
  const how = { keys: pagesMaySpend(), ...pipes };
  const run = denoProcess(grantsOf("bench"), args, how).spawn();
  const { code } = await run.status;
  if (code !== 0 && code !== 1) throw new Error(`The run of ${name} failed`);
  // The other pages need none of it: why it is no result, it said itself.
  if (code === 1) {
    console.error(
      `The run of ${name} is no result, and its page shows none: deno task bench ${name} makes another.`,
    );
  }
  db = await openStore();
}
await printParquet(db, newestRunSql(name));
db.close();
