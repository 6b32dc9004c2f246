/** A command whose every look at the network and the disk is written down by Deno itself. */
import { type Done, ended } from "../bench.ts";

export interface Audited extends Done {
  /** Hosts and addresses that were looked up, connected to or asked; ours is loopback too. */
  net: string[];
  /** Files that were read, as they were called. */
  read: string[];
}

/** Runs a command with `env` added to ours; the notes go into `folder`. */
export async function audited(
  args: string[],
  folder: string,
  env: Record<string, string>,
): Promise<Audited> {
  const audit = `${folder}/audit.jsonl`;
  await Deno.remove(audit).catch(() => {});
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "benchmarks/main.ts", ...args],
    env: { ...env, TOKENBOARD_ENV_FILE: "", DENO_AUDIT_PERMISSIONS: audit },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const done = await ended(child);
  const notes: { permission: string; value: string }[] = (await Deno.readTextFile(audit))
    .split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const of = (permission: string) =>
    notes.filter((note) => note.permission === permission).map(({ value }) => String(value));
  return { ...done, net: of("net"), read: of("read") };
}
