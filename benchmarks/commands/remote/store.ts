/**
 * The store that a command works on: `--store`, else `TOKENBOARD_STORE`, else the data folder. This is the one place
 * that knows of remote stores: to a command a store is a folder, which is brought here before and put back after.
 */
import { ConfigError } from "../../plan/config.ts";
import { isRemote, openPlace } from "../../places/open.ts";
import type { FoundRuns } from "../../store/run_folders.ts";
import { measuringVariable } from "../../store/board/measuring.ts";
import { withoutEnd } from "../../providers/read/ends.ts";
import type { RemoteStore } from "./remote_store.ts";
import { useOf } from "./uses.ts";

export interface StoreOptions {
  store?: string;
  resultsDir?: string;
  /** A run to go on with, which may be there alone. */
  resume?: string;
  /** Of `bench`: which part of which run it makes. */
  shard?: string;
  runId?: string;
}

let remote: RemoteStore | null = null;
let own: string | null = null;

/** Commands that would need a remote store for as long as they go on: what they do instead, and what does it there. */
const withoutRemote: Record<string, (folder: string) => string> = {
  watch: (folder) =>
    `and its runs go into ${folder}/runs; what --print prints starts deno task bench, which has one.`,
  dev: (folder) => `and ${folder} is shown; deno task site has one.`,
};

/** The folder of this machine's own files, whatever store a command works on: `TOKENBOARD_DATA`, else `data`. */
export const ownFolder = (): string => own ?? (Deno.env.get("TOKENBOARD_DATA") || "data");

/**
 * Makes the data folder of this process that of the store, which is brought here where it is remote, and gives the
 * store's name; undefined where none was named. `command`: such as `sql` or `runs delete`. Throws `ConfigError` or
 * `PlaceFault` where there is no such store.
 */
export async function enterStore(
  command: string,
  { store, resultsDir, resume, ...given }: StoreOptions,
): Promise<string | undefined> {
  const named = Deno.env.get("TOKENBOARD_STORE") || undefined;
  own = ownFolder();
  // What this process starts is told the folder.
  Deno.env.delete("TOKENBOARD_STORE");
  if (store !== undefined && resultsDir !== undefined) {
    throw new ConfigError("command line", ["--store and --results-dir: give one of them"]);
  }
  const use = useOf(command);
  const name = store ?? (resultsDir === undefined ? named : undefined);
  // What stands elsewhere is others', too: nothing is measured into it unasked.
  const isOwn = name === undefined || withoutEnd(name.replace(/^\.\//, ""), "/") === own;
  if (!isOwn) Deno.env.set(measuringVariable, "no");
  if (name !== undefined && !isRemote(name)) {
    await openPlace(name, () => undefined); // refuses what is no folder's name
    if (use?.reads && !await Deno.stat(name).then((s) => s.isDirectory, () => false)) {
      throw new ConfigError("command line", [`the store ${name}: there is no such folder`]);
    }
    Deno.env.set("TOKENBOARD_DATA", name);
  } else if (name !== undefined && use && use.brings !== "nothing") {
    const { RemoteStore } = await import("./remote_store.ts");
    const used = resume === undefined ? use : { ...use, brings: "all" as const };
    remote = await RemoteStore.open(name, used).catch(async (error) => {
      if (command !== "bench") throw error;
      const { withRowsOf } = await import("../../bench/sharded/drive_shard.ts");
      throw await withRowsOf(error, given, name, `${ownFolder()}/.store/shards`);
    });
    Deno.env.set("TOKENBOARD_DATA", remote.folder);
  } else if (name !== undefined && Object.hasOwn(withoutRemote, command)) {
    console.error(
      `${command} has no remote store: TOKENBOARD_STORE is not used, ${
        withoutRemote[command](own)
      }`,
    );
  }
  // A command that has a network for a remote store alone keeps none that it does not need.
  if (use && !use.network && !(remote && use.puts)) await Deno.permissions.revoke({ name: "net" });
  return name;
}

/** What was found in the remote store of this command, where its rows were left there; else null. */
export const foundThere = (): FoundRuns | null => remote?.found ?? null;

/** The remote store of this command. Null where the store is on this machine. */
export function remoteHere() {
  const store = remote;
  return store && {
    /** `s3://bucket/prefix`. */
    address: store.name,
    /** Where its copy is. */
    folder: store.folder,
    access: () => store.access(),
  };
}

const later: (() => Promise<void>)[] = [];

/** Does work once what was made is in the store: now, where that is on this machine. */
export async function onceThere(work: () => Promise<void>): Promise<void> {
  if (remote) later.push(work);
  else await work();
}

/** Brings the rest of a remote store to a command that began without it; what it has made is put there before. */
export const bringRest = async (): Promise<void> => await remote?.bringRest();

/** After the command: what it made is put into the store. Throws `PlaceFault` where that cannot be; it stays here. */
export async function leaveStore(): Promise<void> {
  const left = remote;
  remote = null;
  await left?.leave();
  for (const work of later.splice(0)) await work();
}
