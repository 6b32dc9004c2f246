/**
 * A real Slurm on this machine alone runs the shipped script of deploy/slurm, unchanged: one controller, one node. A
 * run of four tasks, and one of which a task is put back in the midst. Needs Debian and root: it installs `slurm-wlm`.
 */
import { checkShared } from "../support/shared_run.ts";
import { check, end } from "./peer.ts";
import { startSlurm } from "./slurm_here.ts";

const tasks = 4;
/** Of `quickstart`. */
const planned = { targets: 3, planned: 120 };
const slurm = await startSlurm({ cpus: tasks });
const store = `${slurm.folder}/store`;
const pause = (s: number) => new Promise((resolve) => setTimeout(resolve, s * 1000));
const logOf = (id: string, task: number) =>
  Deno.readTextFile(`${slurm.folder}/${id}-${task}.log`).catch(() => "nothing");

/** Puts the script into the queue, with what follows its name; the array's number. */
async function submit(...args: string[]): Promise<string> {
  const own = ["--parsable", `--output=${slurm.folder}/%A-%a.log`];
  const env = { TOKENBOARD_STORE: store, TMPDIR: slurm.folder };
  return (await slurm.say("sbatch", [...own, "deploy/slurm/bench.sbatch", ...args], env)).trim();
}

/** Waits until no task of an array waits or runs. */
async function over(id: string, withinS: number): Promise<boolean> {
  for (let s = 0; s < withinS; s++) {
    const left = await slurm.say("squeue", ["--noheader", `--jobs=${id}`]).catch(() => "");
    if (!left.trim()) return true;
    await pause(1);
  }
  return false;
}

async function checkRun(what: string, id: string): Promise<void> {
  check(`${what}: all tasks end`, await over(id, 900), id);
  const checked = await checkShared(`${store}/runs/slurm-${id}`, { shards: tasks, ...planned });
  for (const [said, holds, seen] of checked) check(`  ${said}`, holds, seen);
  if (checked.every(([, holds]) => holds)) return;
  for (let task = 0; task < tasks; task++) {
    console.log(`--- task ${task}\n${await logOf(id, task)}`);
  }
}

try {
  await checkRun("an array", await submit("quickstart"));

  const cut = await submit("quickstart", "--part-s=5");
  while (!/^[2-9]\d\/90 done/m.test(await logOf(cut, 2))) {
    if (await over(cut, 1)) throw new Error(`It ended before it was cut:\n${await logOf(cut, 2)}`);
  }
  await slurm.say("scontrol", ["requeue", `${cut}_2`]);
  await pause(2);
  // Slurm itself would wait for two minutes.
  await slurm.say("scontrol", ["update", `JobId=${cut}_2`, "StartTime=now"]).catch(() => "");
  await checkRun("an array of which a task is put back", cut);
  const again = /Restarts=(\d+)/.exec(await slurm.say("scontrol", ["show", "job", `${cut}_2`]));
  check("  that task was begun again", again?.[1] === "1", again?.[1]);
} finally {
  await slurm.stop();
}
end();
