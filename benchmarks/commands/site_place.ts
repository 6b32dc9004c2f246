/** Where a site is built: beside its place, so that the old one stays whole until the new one is. */
import { basename, dirname } from "node:path";
import { partialOf } from "../files/own_file.ts";
import { ConfigError } from "../plan/config.ts";
import { withoutEnd } from "../providers/read/ends.ts";

const cacheLock = "src/.observablehq/cache/building.lock";

/** Stands in every site that was built here, and says that it may be replaced. */
const markName = ".tokenboard-site";

/** Where the site goes. `TOKENBOARD_DIST` overrides `dist`. */
export const siteFolder = (): string => Deno.env.get("TOKENBOARD_DIST") || "dist";

/** Throws `ConfigError` where a site may not be put at `dist`: who is to build one says so before the work. */
export const refuseForeignSite = async (dist: string): Promise<void> =>
  await refuseForeign(dist, await placeOf(dist));

/** A link of the place stays; what it leads to is replaced. */
const placeOf = async (dist: string): Promise<string> =>
  withoutEnd(await Deno.realPath(dist).catch(() => dist), "/");

/**
 * Gives `build` a new folder beside `dist`, which takes the place of `dist` where it answers true, and another one,
 * `beside`, for what is made before the first may be written into; what else a build puts down has a name that begins
 * with that of the first. One build at a time: they share the framework's cache. Ctrl-C, or `end`, leaves the old site,
 * and status 130. Throws `ConfigError` where something stands in the place that no build of ours made: it would be
 * deleted.
 */
export async function inPlaceOf(
  dist: string,
  build: (folder: string, signal: AbortSignal, beside: string) => Promise<boolean>,
  { lockPath = cacheLock, end }: { lockPath?: string; end?: AbortSignal } = {},
): Promise<boolean> {
  const place = await placeOf(dist);
  await refuseForeign(dist, place);
  const building = partialOf(place);
  const beside = `${building}.part`;
  const cut = new AbortController();
  const interrupted = () => {
    cut.abort();
    removePartials(place, building);
    console.error("\nStopped. The site that was there before stays.");
    Deno.exit(130);
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  signals.forEach((signal) => Deno.addSignalListener(signal, interrupted));
  end?.addEventListener("abort", interrupted);
  if (end?.aborted) interrupted();
  const lock = await ownTurn(lockPath);
  try {
    removePartials(place); // of builds that were killed: this one has the lock
    if (!await build(building, cut.signal, beside)) return false;
    await Deno.writeTextFile(`${building}/${markName}`, "The next build replaces this folder.\n");
    await refuseForeign(dist, place); // it was a while
    const old = partialOf(`${place}.old`);
    await Deno.rename(place, old).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
    await Deno.rename(building, place);
    remove(old);
    return true;
  } finally {
    removePartials(place, building);
    lock.close(); // which unlocks it
    end?.removeEventListener("abort", interrupted);
    signals.forEach((signal) => Deno.removeSignalListener(signal, interrupted));
  }
}

async function refuseForeign(dist: string, place: string): Promise<void> {
  const refuse = (what: string): never => {
    throw new ConfigError(dist, [
      `${what}; name a new or an empty folder by TOKENBOARD_DIST, or move this one away`,
    ], "be replaced by the site");
  };
  const there = await Deno.stat(place).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return null;
    return refuse(`it cannot be looked at: ${error.message}`);
  });
  if (there === null) return;
  if (!there.isDirectory) refuse("it is no folder");
  const names = Array.from(Deno.readDirSync(place), ({ name }) => name);
  // Builds before there was a mark wrote this into their own place.
  const unmarked = dist === "dist" &&
    [".nojekyll", "_observablehq"].every((n) => names.includes(n));
  if (names.length && !names.includes(markName) && !unmarked) {
    refuse(`it holds files that no build made here (there is no ${markName} in it)`);
  }
}

/** Does something to the framework's cache while no build uses it. */
export async function whileNoneBuilds(
  act: () => Promise<void>,
  lockPath = cacheLock,
): Promise<void> {
  const lock = await ownTurn(lockPath);
  try {
    await act();
  } finally {
    lock.close();
  }
}

async function ownTurn(lockPath: string): Promise<Deno.FsFile> {
  await Deno.mkdir(lockPath.slice(0, lockPath.lastIndexOf("/")), { recursive: true });
  const file = await Deno.open(lockPath, { create: true, write: true });
  if (!await file.tryLock(true)) {
    console.error("Another process builds the site; this one waits for it.");
    await file.lock(true);
  }
  return file;
}

function namesIn(folder: string): Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(folder)];
  } catch {
    return []; // the build makes it
  }
}

function remove(folder: string): void {
  try {
    Deno.removeSync(folder, { recursive: true });
  } catch { /* not there */ }
}

/** Removes what builds of the site at `place` left beside it, or one build whose folder is `building`. */
function removePartials(place: string, building = ""): void {
  const name = basename(place);
  for (const { name: found } of namesIn(dirname(place))) {
    const rest = found.startsWith(name) ? found.slice(name.length) : "";
    const isOne = /^(\.old)?\.[0-9a-f]{12}\.tmp(\.[a-z]+)?$/.test(rest);
    if (isOne && found.startsWith(basename(building))) remove(`${dirname(place)}/${found}`);
  }
}
