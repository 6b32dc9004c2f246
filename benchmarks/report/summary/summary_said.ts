/** What is said of a run beside its numbers: who ran it, and what its publisher notes, tags and marks. */
import { type Database, quote } from "../../store/duckdb.ts";
import { folded } from "../folded.ts";
import { printable } from "../table.ts";

/** As view `runs` has it. */
export interface Said {
  note: string | null;
  tags: string[];
  run_by: string | null;
  interest: string | null;
  invalid_because: string | null;
  /** Of a run of several shards: how far apart their clocks were, in a sentence. */
  clocks: string | null;
}

export async function saidOf(db: Database, runId: string): Promise<Said> {
  const { rows: [row] } = await db.query(
    `SELECT note, tags, run_by, interest, invalid_because, clocks->>'$.words' AS clocks FROM runs WHERE run_id = ${
      quote(runId)
    }`,
  );
  return row as unknown as Said ??
    { note: null, tags: [], run_by: null, interest: null, invalid_because: null, clocks: null };
}

/** What of it there is, in lines of at most `width` characters. */
export function saidText(
  { note, tags, run_by, interest, invalid_because, clocks }: Said,
  width: number,
): string[] {
  const parts: [lead: string, text: string | null][] = [
    ["Note: ", note],
    ["Tags: ", tags.join(" ")],
    ["Run by: ", run_by],
    ["Interest in the providers: ", interest],
    [
      "INVALID, not for a ranking: ",
      invalid_because && `marked so by its publisher: ${invalid_because}`,
    ],
    ["Clocks: ", clocks],
  ];
  return parts.flatMap(([lead, text]) =>
    (text || null)?.split("\n").flatMap((line, i) =>
      folded(i ? " ".repeat(lead.length) : lead, printable(line), width).split("\n")
    ) ?? []
  );
}
