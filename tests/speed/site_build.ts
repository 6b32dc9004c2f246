/** A store of so many rows, and the site over it. */
import { writeManyRuns } from "../support/stores/large_store.ts";

const rowsPerRun = 3000;

export interface BuiltSite {
  rows: number;
  runs: number;
  dist: string;
  wallS: number;
  /** Processor time of the build and all that it started; 0 where the system does not tell. */
  cpuS: number;
  /** Of all files. */
  bytes: number;
}

/** Makes both in `folder`. Throws with what the build said where it fails. */
export async function buildOver(folder: string, rows: number): Promise<BuiltSite> {
  const [data, dist] = [`${folder}/data`, `${folder}/dist`];
  const runs = Math.ceil(rows / rowsPerRun);
  await writeManyRuns(data, rows, { runs });
  const [started, before] = [performance.now(), childrenCpuS()];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "benchmarks/main.ts", "site"],
    env: { TOKENBOARD_DATA: data, TOKENBOARD_DIST: dist },
    stdin: "null",
  }).output();
  if (!success) throw new Error(`The build failed:\n${new TextDecoder().decode(stderr)}`);
  const wallS = (performance.now() - started) / 1000;
  return { rows, runs, dist, wallS, cpuS: childrenCpuS() - before, bytes: await bytesIn(dist) };
}

/** Processor time of the processes that this one, and those below it, started and waited for. */
function childrenCpuS(): number {
  try {
    const stat = Deno.readTextFileSync("/proc/self/stat").split(") ")[1].split(" ");
    return (Number(stat[13]) + Number(stat[14])) / 100;
  } catch {
    return 0;
  }
}

async function bytesIn(folder: string): Promise<number> {
  let sum = 0;
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    sum += isDirectory ? await bytesIn(path) : (await Deno.stat(path)).size;
  }
  return sum;
}

/** Addresses of a site's pages: those beside its first, and of each folder of pages one. */
export async function pagesOf(dist: string): Promise<string[]> {
  const pages: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(dist)) {
    if (!isDirectory) pages.push(...pageOf(name));
    else if (!name.startsWith("_")) {
      const within = (await Array.fromAsync(Deno.readDir(`${dist}/${name}`)))
        .flatMap((entry) => entry.isFile ? pageOf(entry.name) : []).sort();
      pages.push(...within.slice(0, 1).map((page) => `/${name}${page}`));
    }
  }
  return pages.sort();
}

const pageOf = (name: string): string[] =>
  !name.endsWith(".html") || name === "404.html"
    ? []
    : [name === "index.html" ? "/" : `/${name.slice(0, -".html".length)}`];
