/**
 * What each of our programs may do, as flags of Deno. `deno.json` says the same of what a person
 * starts.
 *
 * Reading and writing are open where a person may name any folder (`--results-dir`,
 * `TOKENBOARD_DATA`, data sets, certificates, credentials in the home folder); the network is open
 * where a person names the host. Native code (DuckDB) is loaded from `node_modules` alone, but once
 * loaded it is held by no permission.
 */
const files = ["--allow-read", "--allow-write", "--allow-env"];
const facts =
  "--allow-sys=hostname,cpus,homedir,networkInterfaces,osRelease,systemMemoryInfo,uid,gid";
const native = "--allow-ffi=node_modules";
/** A program that only works with files: no network, no other program. */
const local = [...files, facts, native];
/**
 * What drives a load keeps its memory small. By itself V8 lets a hundred megabytes of garbage stand that answers leave
 * behind; bounded, the pauses to collect it are more and shorter.
 */
export const smallHeap = "--v8-flags=--max-semi-space-size=8,--heap-growing-percent=50";
const deno = () => `--allow-run=${Deno.execPath()}`;
const loopback = "--allow-net=127.0.0.1";

/**
 * Over a store that may be remote: at which host is named by an option, which no flag can follow. Where the store is a
 * folder of this machine the command gives the network back before it does anything.
 */
const stored = [...local, "--allow-net"];

/** The commands of `main.ts` that do not stand here are local. */
const commands: Record<string, () => string[]> = {
  bench: () => [...local, "--allow-net", deno(), smallHeap],
  // It measures by rounds, each in a process of its own, and has no network itself.
  watch: () => [...local, deno()],
  round: () => [...local, "--allow-net", deno(), smallHeap],
  calibrate: () => [...local, loopback, deno(), smallHeap],
  conformance: () => [...local, loopback, deno()],
  simulator: () => [...local, loopback],
  providers: () => ["--allow-read=.", "--allow-env", facts, native],
  site: () => [...stored, deno()],
  publish: () => [...stored, deno()],
  dev: () => [...local, loopback, deno()],
  report: () => [...stored, deno()],
  ...Object.fromEntries(
    ["sql", "catalogue", "compare", "import", "export", "replay", "reconcile", "runs", "compact"]
      .concat("merge").map((name) => [name, () => stored]),
  ),
};

/** What a command of ours may do. */
export const grantsOf = (
  command: string,
): string[] => ["--no-prompt", ...Object.hasOwn(commands, command) ? commands[command]() : local];

/** What the programs behind pages may do: read the store, and start the harness where there is no run yet. */
export const pageGrants = (): string[] => ["--no-prompt", ...local, deno()];

/** What Observable Framework may do: start the programs behind pages, and esbuild; serve on this machine. */
export function frameworkGrants(): string[] {
  const programs = [Deno.execPath(), ...owners.flatMap(esbuildsOf)];
  return ["--no-prompt", ...local, loopback, `--allow-run=${programs.join(",")}`];
}

/** What prints a page may do: start that browser and ask it, with files of this machine. */
export const printGrants = (browser: string): string[] => [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-sys=uid",
  loopback,
  `--allow-run=${browser}`,
];

/** Packages that may bring an esbuild of their own; the first is everybody's. */
const owners = ["", "@observablehq/framework/node_modules/", "rollup-plugin-esbuild/node_modules/"]
  .flatMap((owner) => [owner, `${owner}esbuild/node_modules/`]);

function esbuildsOf(owner: string): string[] {
  const folder = `node_modules/${owner}@esbuild`;
  const end = Deno.build.os === "windows" ? "esbuild.exe" : "bin/esbuild";
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => `${folder}/${name}/${end}`);
  } catch {
    return []; // it uses everybody's
  }
}
