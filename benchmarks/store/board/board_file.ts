/**
 * `board.jsonc` in the folder of a store: what its boards show, and why. One literal, from which type, checks and the
 * schema for editors derive.
 */
import { z } from "zod";
import { type EditionShown, editionShown } from "./edition_shown.ts";
import { day, readSettings, text } from "./publisher_file.ts";

/** Its name in the folder of a store. */
export const boardFile = "board.jsonc";
/** A run that is this much older than the newest on its board is history, unless the board says otherwise. */
export const historicalAfterDays = 90;

const schema = z.strictObject({
  $schema: z.string().optional(),
  runs: z.array(text(300)).min(1).max(10_000).optional().describe("Only these runs, by run_id"),
  tags: z.array(text(60)).min(1).max(100).optional().describe(
    "Only runs with one of these tags (deno task runs tag)",
  ),
  without_tags: z.array(text(60)).max(100).optional().describe("No run with one of these tags"),
  since: day.optional().describe("Only runs that began on this day or later, UTC"),
  leave_out: z.array(z.strictObject({
    provider: text(300),
    model: text(300).optional().describe("This model alone (default: all of the provider)"),
    because: text(500).describe("The reason, as the page prints it"),
  })).max(1000).optional().describe("Whom no board shows, and why"),
  historical_after_days: z.number().positive().max(36_500).nullable().optional().describe(
    `A row older than this is historical (default: ${historicalAfterDays}; null: none is)`,
  ),
  as_of: z.union(
    [z.enum(["newest", "today"]), day],
    "must be newest, today or a day, as 2026-11-01",
  )
    .optional().describe(
      "From when ages count: the newest run of the same board (default), the day a page is built, or a day",
    ),
});

/** What a board shows; whatever is missing chooses nothing. */
export type BoardChoice = Omit<z.infer<typeof schema>, "$schema"> & {
  /** Of no file: where a site is built as an edition says, what that one shows. */
  edition?: EditionShown;
};

/** JSON schema of the file, for editors. */
export const boardJsonSchema = (): unknown => z.toJSONSchema(schema, { io: "input" });

/** The choice of the store in `folder`; an empty one without such a file. Throws `ConfigError`, with lines. */
export async function readBoard(folder: string): Promise<BoardChoice> {
  const edition = await editionShown(folder);
  const use = { as: "be used as the choice of a board", published: "what a board chooses" };
  const found = await readSettings(`${folder}/${boardFile}`, schema, use);
  const { $schema: _s, ...choice } = found ?? {};
  if (!edition) return choice;
  // What was chosen then is in the edition; how old is old is asked anew.
  const { historical_after_days, as_of } = choice;
  return {
    ...historical_after_days === undefined ? {} : { historical_after_days },
    ...as_of ? { as_of } : {},
    edition,
  };
}
