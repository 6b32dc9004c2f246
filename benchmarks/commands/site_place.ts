/** Where a site is built: beside its place, so that the old one stays whole until the new one is. */
import { withoutEnd } from "../providers/ends.ts";

const cacheLock = "src/.observablehq/cache/building.lock";

/**
 * Gives `build` a new folder beside `dist`, which takes the place of `dist` where it answers true. One build at a
 * time: they share the framework's cache. Ctrl-C leaves the old site, and status 130.
 */
export async function inPlaceOf(
  dist: string,
  build: (folder: string, signal: AbortSignal) => Promise<boolean>,
  lockPath = cacheLock,
): Promise<boolean> {
  const place = withoutEnd(await Deno.realPath(dist).catch(() => dist), "/");
  const building = `${place}.${Deno.pid}.tmp`;
  const cut = new AbortController();
  const interrupted = () => {
    cut.abort();
    remove(building);
    console.error("\nStopped. The site that was there before stays.");
    Deno.exit(130);
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  signals.forEach((signal) => Deno.addSignalListener(signal, interrupted));
  const lock = await ownTurn(lockPath);
  try {
    if (!await build(building, cut.signal)) return false;
    const old = `${place}.${Deno.pid}.old.tmp`;
    await Deno.rename(place, old).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
    await Deno.rename(building, place);
    remove(old);
    return true;
  } finally {
    remove(building);
    lock.close(); // which unlocks it
    signals.forEach((signal) => Deno.removeSignalListener(signal, interrupted));
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

function remove(folder: string): void {
  try {
    Deno.removeSync(folder, { recursive: true });
  } catch { /* not there */ }
}
