/**
 * What the publisher of a run says of it: object `publisher` of `run.json`, beside the machine's own fields and never
 * over them. A file mended by hand may hold anything there: what is no such text is not shown, and closes no run.
 */
import { findNodeAtLocation, parseTree } from "jsonc-parser";
import { z } from "zod";
import { withoutEnd } from "../providers/read/ends.ts";
import { isObject } from "../providers/read/json.ts";
import { refuseLinks, writeWhole } from "../files/own_file.ts";
import { readText } from "../files/text_file.ts";
import { lockWriter } from "./journal/writer_lock.ts";
import { type JsonValue, quote } from "./duckdb.ts";
import { faultWords } from "../shared/fault_words.ts";

/** Longest texts, in characters; and how many tags. */
const most = { note: 2000, tag: 60, tags: 50, invalid_because: 500, run_by: 200, interest: 500 };

/** Characters that would move a cursor or turn letters round, but for line breaks where they may stand. */
const shows = (text: string) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text);
const text = (most: number) =>
  z.string().max(most, `is longer than ${most} characters`)
    .refine((text) => text.isWellFormed(), "holds half a character")
    .refine((text) => shows(text.replaceAll("\n", "")), "holds a character that does not print");

const schema = z.strictObject({
  note: text(most.note).nullable().default(null),
  tags: z.array(
    text(most.tag).refine((tag) => /^\S+$/u.test(tag), "is empty, or holds a blank"),
  ).max(most.tags, `are more than ${most.tags}`).default([]),
  invalid_because: text(most.invalid_because).nullable().default(null),
  run_by: text(most.run_by).nullable().default(null),
  interest: text(most.interest).nullable().default(null),
  changed_at: z.string().nullable().default(null),
});

/** What a publisher may say of a run; null and no tags where nothing is said. */
export type Publisher = z.infer<typeof schema>;

/** The publisher's words in a run file, and what of them is none; `faults` name the field, never its text. */
export function publisherOf(found: unknown): { publisher: Publisher | null; faults: string[] } {
  const result = schema.safeParse(found ?? {});
  if (result.success) return { publisher: result.data, faults: [] };
  return {
    publisher: null,
    faults: result.error.issues.map(({ path, message }) =>
      `${["publisher", ...path].join(".")} ${faultWords(message)}`
    ),
  };
}

/**
 * Writes what the publisher says into a run's file, by what is `found` there while nobody else can change it; every
 * other letter of the file stays. Throws where another process writes the run, or where the folder holds links.
 */
export async function writePublisher(
  folder: string,
  change: (found: unknown) => Publisher,
): Promise<void> {
  await refuseLinks(folder);
  const writer = await lockWriter(folder);
  try {
    const path = `${folder}/run.json`;
    const file = await readText(path);
    await writeWhole(path, withWords(file, change(JSON.parse(file).publisher)));
  } finally {
    writer.release();
  }
}

/** The text of a run file with these words in place of those that were there, else behind its last field. */
function withWords(file: string, publisher: Publisher): string {
  const words = JSON.stringify(publisher, null, 2).replaceAll("\n", "\n  ");
  const root = parseTree(file)!;
  const there = findNodeAtLocation(root, ["publisher"]);
  const last = root.children!.at(-1)!; // a run has a name at the least
  const [from, to] = there
    ? [there.offset, there.offset + there.length]
    : [last.offset + last.length, last.offset + last.length];
  return `${file.slice(0, from)}${there ? "" : ',\n  "publisher": '}${words}${file.slice(to)}`;
}

// In brackets: the arrow binds less than most operators.
const field = (name: string) => `(publisher->>${quote(`$.${name}`)})`;
const isText = (name: string) => `json_type(publisher, ${quote(`$.${name}`)}) = 'VARCHAR'`;
const textSql = (name: "note" | "run_by" | "interest") =>
  `CASE WHEN ${isText(name)} THEN nullif(trim(left(${field(name)}, ${most[name]})), '') END`;
/** Whatever it is given as: a run must not count because its reason is no text. */
const becauseSql = `CASE WHEN json_type(publisher, '$.invalid_because') <> 'NULL'
  AND ${field("invalid_because")} <> 'false'
  THEN nullif(trim(left(${field("invalid_because")}, ${most.invalid_because})), '') END`;
const tagsSql = `coalesce(list_transform(
  list_filter(json_extract(publisher, '$.tags[*]'), t -> json_type(t) = 'VARCHAR')[:${most.tags}],
  t -> left(t->>'$', ${most.tag})), [])`;

/** Columns of view `runs` that are the publisher's alone, with their types. */
export const publisherColumns = {
  note: "VARCHAR",
  tags: "VARCHAR[]",
  invalid_because: "VARCHAR",
};

/**
 * SELECT of `runs` with what the publisher says, from rows of run files that have column `publisher` as JSON: its words
 * stand in columns of their own, and where the machine has the same column, before the machine's.
 */
export const withPublisher = (rows: string): string =>
  `SELECT * EXCLUDE (publisher) REPLACE (
    coalesce(${textSql("run_by")}, run_by) AS run_by,
    coalesce(${textSql("interest")}, interest) AS interest,
    coalesce(invalid, 'marked invalid by the publisher: ' || ${becauseSql}) AS invalid),
    ${textSql("note")} AS note, ${tagsSql} AS tags, ${becauseSql} AS invalid_because
  FROM (${rows})`;

/** Why a run is no result, by its file: the machine's reason, or the publisher's, as `becauseSql` reads it. */
export function invalidOf(run: { invalid: string | null; publisher?: JsonValue }): string | null {
  const found = isObject(run.publisher) ? run.publisher.invalid_because ?? null : null;
  const text = typeof found === "string" ? found : JSON.stringify(found);
  const because = withoutEnd(text.replace(/^ +/, ""), " ");
  const isNone = found === null || because === "" || because === "false";
  return run.invalid ?? (isNone ? null : `marked invalid by the publisher: ${because}`);
}
