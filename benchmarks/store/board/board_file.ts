/**
 * `board.jsonc` in the folder of a store: what its boards show, and why. One literal, from which type, checks and the
 * schema for editors derive.
 */
import { z } from "zod";
import { NotText, readPlainText } from "../../files/text_file.ts";
import { ConfigError } from "../../plan/config.ts";
import { heldSecrets } from "../../plan/held_secrets.ts";
import { lostNames } from "../../plan/lost_names.ts";
import { issueText, readJsonc } from "../../plan/settings_file.ts";

/** A run that is this much older than the newest on its board is history, unless the board says otherwise. */
export const historicalAfterDays = 90;

const text = (most: number) =>
  z.string().min(1).max(most).regex(
    /^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u,
    "holds a character that does not print",
  ).refine((text) => text.isWellFormed(), "holds half a character");
const day = z.iso.date({ error: "must be a day, as 2026-11-01", abort: true }).refine(
  (day) => day >= "1970" && day < "2200",
  "must be a day between 1970 and 2200",
);

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
export type BoardChoice = Omit<z.infer<typeof schema>, "$schema">;

/** JSON schema of the file, for editors. */
export const boardJsonSchema = (): unknown => z.toJSONSchema(schema, { io: "input" });

const mostBytes = 4_000_000;
const isLink = (path: string) => Deno.lstat(path).then((found) => found.isSymlink, () => false);

/** The choice of the store in `folder`; an empty one without such a file. Throws `ConfigError`, with lines. */
export async function readBoard(folder: string): Promise<BoardChoice> {
  const path = `${folder}/board.jsonc`;
  const refuse = (faults: string[]): never => {
    throw new ConfigError(path, faults, "be used as the choice of a board");
  };
  if (await isLink(path)) return refuse(["it is no plain file"]);
  const words = await readPlainText(path, mostBytes).catch((error) => {
    if (error instanceof NotText) return refuse([`it ${error.message}`]);
    throw error;
  });
  if (words === null) return {};
  const { data, faults, lineOf } = readJsonc(words);
  if (faults.length) return refuse(faults);
  const lost = lostNames(data);
  if (lost.faults.length) return refuse(lost.faults);
  const at = (where: PropertyKey[]) => {
    const line = lineOf(where);
    return line === null ? "" : `line ${line}: `;
  };
  const result = schema.safeParse(data);
  if (!result.success) {
    return refuse(result.error.issues.map((issue) => {
      const keys = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
      return at([...issue.path, ...keys]) + issueText(issue);
    }));
  }
  const secrets = heldSecrets(data).map((fault) =>
    `${at(fault.split(":")[0].split("."))}${
      fault.split(": ").slice(0, 2).join(": ")
    }: what a board chooses is published`
  );
  if (secrets.length) return refuse(secrets);
  const { $schema: _s, ...choice } = result.data;
  return choice;
}
