/** Which folders hold runs. One that cannot be read is left out by name, so that it closes no other. */

/** A folder that looks like a run and is left out, and why. */
export interface BrokenRun {
  folder: string;
  reason: string;
}

/** What is found below a folder. */
export interface FoundRuns {
  folders: string[];
  broken: BrokenRun[];
}

/**
 * Folders with both files of a finished run, at depth one and two, sorted; links are followed. A run of a name that
 * was met before is left out: its rows would count twice.
 */
export async function findRuns(folder: string): Promise<FoundRuns> {
  const found: FoundRuns = { folders: [], broken: [] };
  const places = new Set<string>();
  const names = new Map<string, string>();
  const meet = async (path: string) => {
    const place = await Deno.realPath(path);
    if (places.has(place)) return;
    places.add(place);
    const run = await runOf(path);
    const reason = run.fault ?? await parquetFault(`${path}/requests.parquet`);
    const earlier = names.get(run.id);
    if (reason) found.broken.push({ folder: path, reason });
    else if (earlier) {
      found.broken.push({ folder: path, reason: `it is the run that ${earlier} holds` });
    } else {
      names.set(run.id, path);
      found.folders.push(path);
    }
  };
  const visit = async (path: string, depth: number) => {
    for (const name of await foldersIn(path)) {
      const child = `${path}/${name}`;
      if (await isFile(`${child}/requests.parquet`) && await isFile(`${child}/run.json`)) {
        await meet(child);
      } else if (depth > 0) await visit(child, depth - 1);
    }
  };
  await visit(folder, 1);
  return found;
}

async function foldersIn(path: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isDirectory, isSymlink } of Deno.readDir(path)) {
      if (isDirectory || (isSymlink && await isFolder(`${path}/${name}`))) names.push(name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.sort();
}

/** The name of a run, or why DuckDB could not read its file into view `runs`. */
async function runOf(folder: string): Promise<{ id: string; fault?: string }> {
  let run: unknown;
  try {
    run = JSON.parse(await Deno.readTextFile(`${folder}/run.json`));
  } catch {
    return { id: "", fault: "its run.json is not whole JSON" };
  }
  const { run_id, started_at, ended_at, seed, resumed_at } = (run ?? {}) as Record<string, unknown>;
  const times = [started_at, ended_at, ...(Array.isArray(resumed_at) ? resumed_at : [])];
  const fits = typeof run_id === "string" &&
    times.every((t) => t == null || (typeof t === "string" && /^\d{4}-\d\d-\d\d[T ]/.test(t))) &&
    (seed == null || Number.isSafeInteger(seed)) &&
    (resumed_at == null || Array.isArray(resumed_at));
  return fits ? { id: run_id } : {
    id: "",
    fault: "its run.json is none: run_id, times or seed are missing or of another kind",
  };
}

const magic = "PAR1";

/** A file cut short has no end mark; what lies between, DuckDB judges. */
async function parquetFault(path: string): Promise<string | null> {
  using file = await Deno.open(path);
  const { size } = await file.stat();
  const mark = async (at: number) => {
    await file.seek(at, Deno.SeekMode.Start);
    const bytes = new Uint8Array(magic.length);
    await file.read(bytes);
    return new TextDecoder().decode(bytes);
  };
  const whole = size >= 12 && await mark(0) === magic && await mark(size - magic.length) === magic;
  return whole ? null : "its requests.parquet is not a whole Parquet file";
}

const isFile = (path: string) => Deno.stat(path).then((s) => s.isFile, () => false);
const isFolder = (path: string) => Deno.stat(path).then((s) => s.isDirectory, () => false);
