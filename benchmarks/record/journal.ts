/** The journal: finished attempts on disk within a second, so that no later failure loses them. */
import { journalPath, type Owner, readJournal } from "./journal_lines.ts";
import { cutTornLine, lineFile, type LineSink } from "./jsonl.ts";
import type { Row } from "./record.ts";
import type { AttemptText } from "./to_record.ts";

export { type JournalLine, journalPath, type Owner, readJournal } from "./journal_lines.ts";

export interface Journal {
  /** Throws where the row cannot be kept. */
  append(row: Row, text: AttemptText): void;
  /** True once the disk was full: requests in flight still find room, new ones may not. */
  full(): boolean;
  /** Waits until everything is on the disk, then closes the file. */
  close(): Promise<void>;
}

const reservePath = (folder: string) => `${folder}/reserve.tmp`;
const reserveBytes = 1 << 20;
export const thisProcess = (): Owner => ({ pid: Deno.pid, host: Deno.hostname() });

/** Folders whose journal this process holds open. */
const held = new Set<string>();

export interface JournalOptions {
  owner?: Owner;
  /** Goes on with the journal that is there; a torn last line is cut off first. */
  resume?: boolean;
  /** Opens the file to append to; tests give one that fails. */
  open?(path: string): LineSink;
}

/** Opens the journal of a run folder, made where it is missing. Throws where one is there, unless resumed. */
export async function openJournal(folder: string, options: JournalOptions = {}): Promise<Journal> {
  await Deno.mkdir(folder, { recursive: true });
  const path = journalPath(folder);
  const there = await Deno.stat(path).then(() => true, () => false);
  if (there && !options.resume) throw new Deno.errors.AlreadyExists(`There is a journal: ${path}`);
  // Before a line is cut off: to another process that began at the same moment it may be a line half written.
  const writer = await onlyWriter(folder);
  if (there) await cutTornLine(path);
  const open = options.open ??
    ((path) => Deno.openSync(path, { create: true, append: true }));
  const file = lineFile(open(path), () => freeReserve(folder));
  // Given up when the disk is full, so that what is in flight then is still kept.
  await Deno.writeFile(reservePath(folder), new Uint8Array(reserveBytes)).catch(() =>
    freeReserve(folder)
  );
  held.add(folder);
  try {
    file.append({ owner: options.owner ?? thisProcess() });
  } catch (error) {
    await file.close().catch(() => {});
    held.delete(folder);
    writer.release();
    throw error;
  }
  return {
    append: (row, text) => file.append({ row, text }),
    full: file.full,
    async close() {
      held.delete(folder);
      freeReserve(folder);
      try {
        await file.close();
      } finally {
        writer.release();
      }
    },
  };
}

/** Another process writes the run. */
export class BeingWritten extends Error {}

/** A lock that ends with the process, however it ends. Throws `BeingWritten` where another has it. */
async function onlyWriter(folder: string): Promise<{ release(): void }> {
  const path = `${folder}/writer.tmp`;
  const file = await Deno.open(path, { create: true, write: true });
  if (!await file.tryLock(true)) {
    file.close();
    throw new BeingWritten(`The run is still being made by another process: ${folder}`);
  }
  return {
    release() {
      file.close();
      try {
        Deno.removeSync(path);
      } catch { /* the next one finds it unlocked */ }
    },
  };
}

function freeReserve(folder: string): boolean {
  try {
    Deno.removeSync(reservePath(folder));
    return true;
  } catch {
    return false;
  }
}

/** Whether the process that wrote a journal last still runs. Of another host we cannot know: it does. */
export async function isHeld(folder: string): Promise<boolean> {
  let owner: Owner | null = null;
  for await (const line of readJournal(folder)) if ("owner" in line) owner = line.owner;
  if (owner === null) return false;
  if (owner.host !== thisProcess().host) return true;
  // In a container every process may have the same number: ours is ours only if we hold it.
  if (owner.pid === Deno.pid) return held.has(folder);
  try {
    const { kill } = await import("node:process");
    return kill(owner.pid, 0); // signal 0 asks only whether the process is there
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}
