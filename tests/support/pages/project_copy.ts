/** A copy of the project in which a test may write pages and loaders of its own. */
import { dirname } from "node:path/posix";
import { grantsOf } from "../../../benchmarks/processes/grants.ts";
import type { Done } from "../bench.ts";

const whole = ["benchmarks", "loaders", "src"];
const files = ["deno.json", "deno.lock", "tsconfig.json", "observablehq.config.ts"];
/** Pages and loaders that take long and belong to no test of notebooks. */
export const left = /^src\/(?!index|notebooks\/).*\.md(\.ts)?$|^loaders\/(requests|standings)-/;

export interface ProjectCopy {
  folder: string;
  /** Runs a command in it, over its own store. */
  run(args: string[]): Promise<Done>;
  /** Starts a command in it. */
  start(args: string[]): Deno.ChildProcess;
}

/** The runs of 2023. */
async function writeStoreOf2023(data: string): Promise<void> {
  await Deno.mkdir(`${data}/runs`, { recursive: true });
  await copyFolder(await Deno.realPath("data/llmperf-2023-12"), `${data}/llmperf-2023-12`);
}

/**
 * Copies the project into `folder`, without the files that `without` names: by default with the leaderboard as its
 * only page. `own` are files of it: paths from the root of the project, and what is in them. `fill` writes its store.
 */
export async function copyProject(
  folder: string,
  own: Record<string, string>,
  { without = left, fill = writeStoreOf2023 } = {},
): Promise<ProjectCopy> {
  for (const path of whole) await copy(path, folder, without);
  for (const path of files) await Deno.copyFile(path, `${folder}/${path}`);
  await link("node_modules", folder);
  await linkBundles(folder);
  await writeFiles(folder, own);
  await fill(`${folder}/data`);
  const start = (args: string[]) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", ...grantsOf(args[0]), "benchmarks/main.ts", ...args],
      cwd: folder,
      env: { TOKENBOARD_DATA: "", TOKENBOARD_DIST: "" },
      stdout: "piped",
      stderr: "piped",
      detached: true, // a group of its own, so that what it starts ends with it
    }).spawn();
  return {
    folder,
    start,
    async run(args) {
      const { code, stdout, stderr } = await start(args).output();
      return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
    },
  };
}

/** Puts files below a folder: paths, and what is in them. */
export async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, text);
  }
}

async function copy(path: string, folder: string, without: RegExp): Promise<void> {
  await Deno.mkdir(`${folder}/${path}`, { recursive: true });
  for await (const { name, isDirectory, isSymlink } of Deno.readDir(path)) {
    const inner = `${path}/${name}`;
    if (without.test(inner) || name === ".observablehq") continue;
    if (isDirectory) await copy(inner, folder, without);
    else if (isSymlink) await Deno.symlink(await Deno.readLink(inner), `${folder}/${inner}`);
    else await Deno.copyFile(inner, `${folder}/${inner}`);
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

/** The packages in the framework's cache: a copy need not make them again. Never written in place. */
export async function linkBundles(folder: string): Promise<void> {
  const cache = "src/.observablehq/cache";
  const state = await Deno.readTextFile(`${cache}/_npm.state`).catch(() => null);
  if (state === null) return; // nothing was built here yet
  await Deno.mkdir(`${folder}/${cache}`, { recursive: true });
  for (const bundles of ["_npm", "_node"]) {
    const path = `${cache}/${bundles}`;
    if (await Deno.stat(path).catch(() => null)) await link(path, folder);
  }
  await Deno.writeTextFile(`${folder}/${cache}/_npm.state`, state);
}

/** The same files in another folder: native code is loaded from within a project alone, so no link leads there. */
export async function link(path: string, folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/${path}`);
  for await (const { name, isDirectory, isSymlink } of Deno.readDir(path)) {
    const inner = `${path}/${name}`;
    if (isDirectory) await link(inner, folder);
    else if (isSymlink) await Deno.symlink(await Deno.readLink(inner), `${folder}/${inner}`);
    else {
      await Deno.link(inner, `${folder}/${inner}`)
        .catch(() => Deno.copyFile(inner, `${folder}/${inner}`)); // another file system
    }
  }
}
