/** What stands in a journal, and how it is read: no line that cannot be read keeps another from being read. */
import { lacking } from "../../record/fit_row.ts";
import { linesOf } from "./jsonl.ts";
import type { Row } from "../../record/record.ts";
import type { AttemptText } from "../../record/to_record.ts";

/** The process that writes a journal; a line of its own, at the start and wherever a run was resumed. */
export interface Owner {
  pid: number;
  host: string;
}
export interface JournalLine {
  row: Row;
  text: AttemptText;
}

/** A line that holds no attempt, though it should. */
export interface DamagedLine {
  number: number;
  why: string;
  /** As it stands in the file. */
  line: string;
}

export const journalPath = (folder: string): string => `${folder}/journal.jsonl`;

type Entry = { owner: Owner } | JournalLine | { damaged: DamagedLine };

/** What a line holds; null for the zeros that a torn page leaves. */
function entryOf(line: string, number: number): Entry | null {
  const damaged = (why: string) => ({ damaged: { number, why, line } });
  if (/^[\0\s]*$/.test(line)) return null;
  let found: (Partial<JournalLine> & { owner?: Owner }) | null;
  try {
    found = JSON.parse(line);
  } catch {
    return damaged("it is not JSON");
  }
  if (typeof found !== "object" || found === null) return damaged("it is no attempt");
  if (found.owner) return { owner: found.owner };
  if (typeof found.row !== "object" || found.row === null) return damaged("it is no attempt");
  const missing = lacking(found.row);
  if (missing.length) return damaged(`its row has no ${missing.join(", ")}`);
  return { row: found.row, text: textIn(found.text) };
}

/** The text of a line with every part that is text; the others are none. */
function textIn(found: Partial<AttemptText> | undefined): AttemptText {
  const parts = (of: Partial<AttemptText["first_arrival"]> | undefined) => {
    const part = (text: unknown) => typeof text === "string" ? text : "";
    return {
      content: part(of?.content),
      reasoning: part(of?.reasoning),
      tool_call: part(of?.tool_call),
    };
  };
  const { prompt } = found ?? {};
  return {
    ...parts(found),
    first_arrival: parts(found?.first_arrival),
    prompt: typeof prompt === "string" ? prompt : null,
  };
}

/**
 * The entries of a journal, one after the other. What was torn off at its end by the end of the process is left out;
 * a line that is damaged is handed on as such, and keeps no other from being read.
 */
export async function* readJournal(folder: string): AsyncGenerator<Entry> {
  for await (const { entry } of journalFrom(folder, 0)) if (entry) yield entry;
}

/**
 * The same from that byte on, each with the byte behind its line; null of a line that holds nothing. Lines that are
 * still being written are not among them: who comes again at `end` finds them then.
 */
export async function* journalFrom(
  folder: string,
  from: number,
): AsyncGenerator<{ entry: Entry | null; end: number }> {
  for await (const { text, number, end } of linesOf(journalPath(folder), from)) {
    yield { entry: entryOf(text, number), end };
  }
}
