/** The journal: finished attempts on disk within a second, so that no later failure loses them. */
import type { Row } from "./record.ts";
import type { AttemptText } from "./to_record.ts";

/** The process that writes a journal; the first line. */
export interface Owner {
  pid: number;
  host: string;
}
export interface JournalLine {
  row: Row;
  text: AttemptText;
}

export interface Journal {
  append(row: Row, text: AttemptText): void;
  /** Waits until everything is on the disk, then closes the file. */
  close(): Promise<void>;
}

const syncEveryMs = 500;
export const journalPath = (folder: string): string => `${folder}/journal.jsonl`;
export const thisProcess = (): Owner => ({ pid: Deno.pid, host: Deno.hostname() });

/** Opens the journal of a run folder, made where it is missing. Throws where one is there already. */
export async function openJournal(folder: string, owner: Owner = thisProcess()): Promise<Journal> {
  await Deno.mkdir(folder, { recursive: true });
  const file = await Deno.open(journalPath(folder), { createNew: true, append: true });
  const encoder = new TextEncoder();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let syncing: Promise<void> = Promise.resolve();
  let fault: unknown = null;

  const write = (line: unknown) => {
    if (fault) throw fault;
    const bytes = encoder.encode(JSON.stringify(line) + "\n");
    let offset = 0;
    // One write as a rule; a full disk or a signal can leave a part.
    while (offset < bytes.length) offset += file.writeSync(bytes.subarray(offset));
    timer ??= setTimeout(() => {
      timer = null;
      syncing = syncing.then(() => file.syncData()).catch((error) => void (fault = error));
    }, syncEveryMs);
  };
  write({ owner });
  return {
    append: (row, text) => write({ row, text }),
    async close() {
      if (timer !== null) clearTimeout(timer);
      await syncing;
      try {
        if (fault) throw fault;
        await file.syncData();
      } finally {
        file.close();
      }
    },
  };
}

/**
 * Reads a journal. A last line without its newline was torn by the end of the process and is left out;
 * a broken line anywhere else throws, with its number.
 */
export async function readJournal(
  folder: string,
): Promise<{ owner: Owner | null; lines: JournalLine[] }> {
  const path = journalPath(folder);
  const parts = (await Deno.readTextFile(path)).split("\n");
  parts.pop(); // "" after the last newline, or the torn line
  let owner: Owner | null = null;
  const lines: JournalLine[] = [];
  for (const [i, part] of parts.entries()) {
    let line: Partial<JournalLine> & { owner?: Owner };
    try {
      line = JSON.parse(part);
    } catch {
      if (i === parts.length - 1) break; // torn pages can also be zeros that end in a newline
      throw new Error(`Line ${i + 1} of ${path} is not JSON: restore or remove that line`);
    }
    if (line.owner) owner = line.owner;
    else if (line.row && line.text) lines.push(line as JournalLine);
  }
  return { owner, lines };
}
