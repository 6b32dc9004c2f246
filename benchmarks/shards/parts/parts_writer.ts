/** Rows of a journal become parts in a place while the load goes on: of its whole lines, each row once. */
import { isPlainFile } from "../../files/own_file.ts";
import type { Place } from "../../places/place.ts";
import type { Tokenizer } from "../../record/count_tokens.ts";
import type { Row } from "../../record/record.ts";
import { type Database, openDuckdb } from "../../store/duckdb.ts";
import { lineCounter } from "../../store/journal/count_lines.ts";
import { attemptWord } from "../../store/journal/finished.ts";
import { journalFrom, journalPath } from "../../store/journal/journal_lines.ts";
import { writeParquet } from "../../store/parquet.ts";
import { fillPart, type LocalPart, putPart } from "./local_parts.ts";

/** What a writer of parts needs to know. */
export interface PartsWanted {
  /** Of the journal. */
  folder: string;
  /** Where the parts go in the place: `runs/RUN/shard=0`. */
  into: string;
  /** Whether the run keeps the text of answers. */
  keepText: boolean;
  /** How many parts are there already, and the words of their attempts. */
  parts: number;
  committed: Set<string>;
}

/** So many bytes of a journal make a part at most: its rows are in memory until it is written. */
const mostBytes = 1 << 24;

export class PartsWriter {
  #counted;
  #at = 0;
  #parts: number;
  #committed: Set<string>;
  /** Written here and not in the place yet. */
  #waiting: LocalPart | null = null;

  constructor(private place: Place, tokenizer: Tokenizer, private wanted: PartsWanted) {
    this.#counted = lineCounter(tokenizer, wanted.keepText);
    this.#parts = wanted.parts;
    this.#committed = new Set(wanted.committed);
  }

  /**
   * Puts what the journal has by now into the place. An attempt that was cut is not among it: it may be made again.
   * Throws what the place or the disk says; called again, it goes on there.
   */
  async write(): Promise<void> {
    await this.#put();
    if (!await isPlainFile(journalPath(this.wanted.folder))) return;
    for (let more = true; more;) {
      more = await this.#next();
      await this.#put();
    }
  }

  async #put(): Promise<void> {
    if (!this.#waiting) return;
    await putPart(this.place, this.wanted.into, this.#waiting);
    this.#parts++;
    this.#waiting = null;
  }

  /** Makes a part of the next whole lines; says whether there may be more. */
  async #next(): Promise<boolean> {
    const rows = new Map<string, Row>();
    let end = this.#at;
    let full = false;
    for await (const line of journalFrom(this.wanted.folder, this.#at)) {
      end = line.end;
      if (line.entry && "row" in line.entry && line.entry.row.status !== "incomplete") {
        const word = attemptWord(line.entry.row);
        if (!this.#committed.has(word)) rows.set(word, this.#counted(line.entry));
      }
      if ((full = end - this.#at >= mostBytes)) break;
    }
    if (rows.size) {
      this.#waiting = await this.#made([...rows.values()]);
      for (const word of rows.keys()) this.#committed.add(word);
    }
    this.#at = end;
    return full;
  }

  #made(rows: Row[]): Promise<LocalPart> {
    return fillPart(this.wanted.folder, this.#parts, rows.length, async (path) => {
      let db: Database | null = null;
      try {
        db = await openDuckdb();
        await writeParquet(db, rows, path);
      } finally {
        db?.close();
      }
    });
  }
}
