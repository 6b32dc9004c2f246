/** Files that a publisher writes beside the runs, as `board.jsonc`: read strictly, each fault with its line. */
import { z } from "zod";
import { NotText, readPlainText } from "../../files/text_file.ts";
import { ConfigError } from "../../plan/config.ts";
import { heldSecrets } from "../../plan/held_secrets.ts";
import { lostNames } from "../../plan/lost_names.ts";
import { issueText, readJsonc } from "../../plan/settings_file.ts";

/** A line of text of at most so many characters, as a page prints it. */
export const text = (most: number) =>
  z.string().min(1).max(most).regex(
    /^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u,
    "holds a character that does not print",
  ).refine((text) => text.isWellFormed(), "holds half a character");
/** A day as `2026-11-01`. */
export const day = z.iso.date({ error: "must be a day, as 2026-11-01", abort: true }).refine(
  (day) => day >= "1970" && day < "2200",
  "must be a day between 1970 and 2200",
);

const mostBytes = 4_000_000;
const isLink = (path: string) => Deno.lstat(path).then((found) => found.isSymlink, () => false);

/** For the words of a refusal: what the file cannot be used as, and what of it is published. */
interface Use {
  as: string;
  published: string;
}

/** What the file at `path` holds; null where there is none. Throws `ConfigError` with every fault and its line. */
export async function readSettings<S extends z.ZodType>(
  path: string,
  schema: S,
  { as, published }: Use,
): Promise<z.infer<S> | null> {
  const refuse = (faults: string[]): never => {
    throw new ConfigError(path, faults, as);
  };
  if (await isLink(path)) return refuse(["it is no plain file"]);
  const words = await readPlainText(path, mostBytes).catch((error) => {
    if (error instanceof NotText) return refuse([`it ${error.message}`]);
    throw error;
  });
  if (words === null) return null;
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
    }: ${published} is published`
  );
  if (secrets.length) return refuse(secrets);
  return result.data;
}
