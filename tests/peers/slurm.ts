/**
 * A real Slurm on this machine alone runs the shipped script of deploy/slurm, unchanged: one controller, one node. A
 * run of four tasks, and one of which a task is put back in the midst. Needs Debian and root: it installs `slurm-wlm`.
 */
import { check, end } from "./peer.ts";
import { checkShared } from "../support/shared_run.ts";
import { startSlurm } from "./slurm_here.ts";

const tasks = 4;
const slurm = await startSlurm({ cpus: tasks });
const store = `${slurm.folder}/store`;
const script = "deploy/slurm/bench.sbatch";
const submit = (...args: string[]) =>
  slurm.say("sbatch", [
    "--parsable",
    `--output=${slurm.folder}/%A-%a.log`,
    script,
    ...args,
  ], { TOKENBOARD_STORE: store });

/** Waits until no task of an array is known as waiting or running. */
async function over(id: string, withinS: number): Promise<boolean> {
  for (let s = 0; s < withinS; s++) {
    const left = await slurm.say("squeue", ["--noheader", `--jobs=${id}`]).catch(() => "");
    if (!left.trim()) return true;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return false;
}

async function logs(id: string): Promise<string> {
  const texts = Array.from({ length: tasks }, (_, i) => `${slurm.folder}/${id}-${i}.log`)
    .map((file) => Deno.readTextFile(file).catch(() => `${file} is not there`));
  return (await Promise.all(texts)).map((text, i) => `--- task ${i}\n${text}`).join("\n");
}

try {
  const whole = (await submit("quickstart")).trim();
  const ended = await over(whole, 600);
  check("an array of four tasks ends", ended, whole);
  const checked = await checkShared(`${store}/runs/slurm-${whole}`, tasks);
  for (const [what, holds, seen] of checked) check(what, holds, seen);
  if (!checked.every(([, holds]) => holds)) console.log(await logs(whole));
} finally {
  await slurm.stop();
}
end();
