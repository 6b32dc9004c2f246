/**
 * Who writes a run: one process, by a lock of the system that ends with it, however it ends. A process number may be
 * another's by now and a machine may have a new name, so neither says anything.
 */
import { isPlainFile } from "../../files/own_file.ts";

/** Another process writes the run. */
export class BeingWritten extends Error {
  constructor(folder: string) {
    super(`The run is still being made by another process: ${folder}`);
  }
}

const lockPath = (folder: string) => `${folder}/writer.tmp`;

/** Takes the run for this process. Throws `BeingWritten` where another has it. */
export async function lockWriter(folder: string): Promise<{ release(): void }> {
  const lock = await lockFile(lockPath(folder));
  if (!lock) throw new BeingWritten(folder);
  return lock;
}

/** Takes a lock for this process, by a file that is gone when it is released; null where another has it. */
export async function lockFile(path: string): Promise<{ release(): void } | null> {
  for (;;) {
    const file = await Deno.open(path, { create: true, write: true });
    if (!await file.tryLock(true)) {
      file.close();
      return null;
    }
    // Whoever had it may have removed the file between our opening and our locking: then ours locks nothing.
    if (await isSame(file, path)) {
      return {
        release() {
          try {
            Deno.removeSync(path); // first, so that nobody locks a file that is about to go
          } catch { /* the next one finds it unlocked */ }
          file.close();
        },
      };
    }
    file.close();
  }
}

async function isSame(file: Deno.FsFile, path: string): Promise<boolean> {
  const there = await Deno.stat(path).catch(() => null);
  if (there === null) return false;
  return there.ino === null || there.ino === (await file.stat()).ino;
}

/** Whether a process writes the run now. Nothing is written to find out. */
export async function isHeld(folder: string): Promise<boolean> {
  const path = lockPath(folder);
  if (!await isPlainFile(path)) return false;
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
  try {
    return !await file.tryLock(true);
  } finally {
    file.close();
  }
}
