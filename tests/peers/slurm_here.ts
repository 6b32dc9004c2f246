/** Slurm from Debian's packages, with its controller, its one node and its keys in a temporary folder. */
import { freePort, must } from "./peer.ts";

export interface Slurm {
  /** Its own, and whatever else is to go with it. */
  folder: string;
  /** What a command of Slurm's prints; throws with its words where it fails. */
  say(command: string, args: string[], env?: Record<string, string>): Promise<string>;
  stop(): Promise<void>;
}

const decoder = new TextDecoder();

/** Starts it with one node that says it has so many processors, and waits until the node takes jobs. */
export async function startSlurm({ cpus }: { cpus: number }): Promise<Slurm> {
  await install();
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-slurm-" });
  for (const name of ["state", "spool", "munge"]) await Deno.mkdir(`${folder}/${name}`);
  const munge = `${folder}/munge`;
  await Deno.writeFile(`${munge}/key`, crypto.getRandomValues(new Uint8Array(1024)), {
    mode: 0o400,
  });
  const [controller, node] = [await freePort(), await freePort()];
  const host = Deno.hostname();
  const conf = `${folder}/slurm.conf`;
  await Deno.writeTextFile(
    conf,
    `ClusterName=here
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${node}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=${munge}/socket
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
JobCompType=jobcomp/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SlurmdParameters=config_overrides
ReturnToService=2
MinJobAge=600
NodeName=${host} NodeAddr=127.0.0.1 CPUs=${cpus} RealMemory=${2048 * cpus} State=UNKNOWN
PartitionName=here Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`,
  );
  const env = { SLURM_CONF: conf };
  const children: Deno.ChildProcess[] = [];
  const start = (command: string, args: string[]) => {
    const child = new Deno.Command(command, {
      args,
      env,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    children.push(child);
  };
  const say: Slurm["say"] = async (command, args, more = {}) => {
    const done = await new Deno.Command(command, { args, env: { ...env, ...more } }).output();
    const [out, err] = [done.stdout, done.stderr].map((bytes) => decoder.decode(bytes));
    if (!done.success) throw new Error(`${command} ${args.join(" ")} failed:\n${out}${err}`);
    return out;
  };
  const stop = async () => {
    await say("scancel", ["--state=RUNNING"]).catch(() => {});
    for (const child of children.toReversed()) {
      try {
        child.kill("SIGTERM");
      } catch { /* it has ended */ }
      await child.status;
    }
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  };
  try {
    start("munged", [
      ...["--foreground", "--force", `--key-file=${munge}/key`, `--socket=${munge}/socket`],
      ...[`--pid-file=${munge}/pid`, `--log-file=${munge}/log`, `--seed-file=${munge}/seed`],
    ]);
    await until(() => Promise.resolve(exists(`${munge}/socket`)), "munged");
    start("slurmctld", ["-D", "-f", conf]);
    await until(() => say("scontrol", ["ping"]).then((out) => out.includes("UP")), "slurmctld");
    start("slurmd", ["-D", "-f", conf, "-N", host]);
    await until(() => say("sinfo", ["-h", "-o", "%T"]).then((out) => /idle/.test(out)), "slurmd");
    return { folder, say, stop };
  } catch (error) {
    for (const name of ["slurmctld.log", "slurmd.log", "munge/log"]) {
      console.log(
        `--- ${name}\n${await Deno.readTextFile(`${folder}/${name}`).catch(() => "none")}`,
      );
    }
    await stop();
    throw error;
  }
}

async function install(): Promise<void> {
  const programs = ["sbin/munged", "sbin/slurmctld", "sbin/slurmd", "bin/sbatch"];
  if (programs.every((program) => exists(`/usr/${program}`))) return;
  console.log("Installing slurm-wlm");
  await must("apt-get", ["install", "-y", "--no-install-recommends", "slurm-wlm", "munge"], {
    env: { DEBIAN_FRONTEND: "noninteractive" },
  });
}

function exists(path: string): boolean {
  try {
    return Boolean(Deno.lstatSync(path));
  } catch {
    return false;
  }
}

async function until(ready: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await ready().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${what} did not come up`);
}
