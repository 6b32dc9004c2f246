/** The journal: finished attempts on disk within a second, so that no later failure loses them. */
import { isPlainFile, refuseLinks, removePartials } from "../../files/own_file.ts";
import { journalPath, type Owner } from "./journal_lines.ts";
import { cutTornLine, lineFile, type LineSink } from "./jsonl.ts";
import { rememberOwn } from "./own_runs.ts";
import type { Row } from "../../record/record.ts";
import type { AttemptText } from "../../record/to_record.ts";
import { lockWriter } from "./writer_lock.ts";

export { type JournalLine, journalPath, type Owner, readJournal } from "./journal_lines.ts";
export { BeingWritten } from "./writer_lock.ts";

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

export interface JournalOptions {
  owner?: Owner;
  /** Goes on with the journal that is there; a torn last line is cut off first. */
  resume?: boolean;
  /** The caller has the run already (`lockWriter`), and keeps it when the journal is closed. */
  locked?: boolean;
  /** Opens the file to append to; tests give one that fails. */
  open?(path: string): LineSink;
}

/**
 * Opens the journal of a run folder, made where it is missing, and takes the run for this process. Throws where one is
 * there, unless resumed, and `BeingWritten` where another process has the run.
 */
export async function openJournal(folder: string, options: JournalOptions = {}): Promise<Journal> {
  await Deno.mkdir(folder, { recursive: true });
  await refuseLinks(folder);
  const path = journalPath(folder);
  const there = await isPlainFile(path);
  if (there && !options.resume) throw new Deno.errors.AlreadyExists(`There is a journal: ${path}`);
  // Before a line is cut off: to another process that began at the same moment it may be a line half written.
  const writer = options.locked ? null : await lockWriter(folder);
  await rememberOwn(folder);
  await removePartials(folder);
  if (there) await cutTornLine(path);
  const open = options.open ??
    ((path) => Deno.openSync(path, { create: true, append: true }));
  const file = lineFile(open(path), () => freeReserve(folder));
  // Given up when the disk is full, so that what is in flight then is still kept.
  freeReserve(folder); // of one that was killed
  await Deno.writeFile(reservePath(folder), new Uint8Array(reserveBytes), { createNew: true })
    .catch(() => freeReserve(folder));
  try {
    file.append({ owner: options.owner ?? thisProcess() });
  } catch (error) {
    await file.close().catch(() => {});
    writer?.release();
    throw error;
  }
  return {
    append: (row, text) => file.append({ row, text }),
    full: file.full,
    async close() {
      freeReserve(folder);
      try {
        await file.close();
      } finally {
        writer?.release();
      }
    },
  };
}

/** Gives up the room that a journal keeps for a full disk; false where it has none. */
export function freeReserve(folder: string): boolean {
  try {
    Deno.removeSync(reservePath(folder));
    return true;
  } catch {
    return false;
  }
}
