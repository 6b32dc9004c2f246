/**
 * `compact` in a process that the system ends before its Nth change of the disk, so that every moment has its turn
 * however fast the machine is: `deno run -A cut_short.ts FOLDER BEFORE N`.
 */
import { compactRuns } from "../../../benchmarks/commands/runs/compact.ts";

const [resultsDir, before, last] = Deno.args;
let changes = 0;
for (const name of ["open", "mkdir", "rename", "remove", "writeTextFile"] as const) {
  const change = Deno[name] as (...args: unknown[]) => Promise<unknown>;
  const counted = (...args: unknown[]) => {
    if (++changes === Number(last)) Deno.kill(Deno.pid, "SIGKILL");
    return change(...args);
  };
  Object.defineProperty(Deno, name, { value: counted });
}
Deno.exit(await compactRuns({ resultsDir, before }));
