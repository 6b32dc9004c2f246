/**
 * Rows of a run that are replaced by others, as where a shard came late: the new ones lie under a name of their own
 * until run.json is theirs. Whoever reads the run, or is left with it by a process that was killed, then has rows and
 * run.json of one making at every moment.
 */
import { createHash } from "node:crypto";
import { readPlainText } from "../../files/text_file.ts";
import { isObject, parseJson } from "../../providers/read/json.ts";
import { textIn } from "../run_file.ts";

/** In the folder of a run whose rows are being replaced: which file has them once run.json is the new one. */
export const nextName = "next.json";
const nameShape = /^requests-[0-9a-f]{16}\.parquet$/;

/** What `next.json` says of a run that will have this run.json. */
export function nextOf(run: Record<string, unknown>): { file: string; run: string } {
  const mark = markOf(run);
  return { file: `requests-${mark.slice(0, 16)}.parquet`, run: mark };
}

/** One word for a run.json, whatever its publisher says in it meanwhile. */
function markOf({ publisher: _, ...made }: Record<string, unknown>): string {
  return createHash("sha256").update(JSON.stringify(made)).digest("hex");
}

/** Name of the file that such a text names; null where it names none. */
export const nextFileIn = (text: string): string | null => nextIn(text)?.file ?? null;

function nextIn(text: string): { file: string; run: unknown } | null {
  const found = parseJson(text);
  return isObject(found) && typeof found.file === "string" && nameShape.test(found.file)
    ? { file: found.file, run: found.run }
    : null;
}

/**
 * Names of the files that may have the rows of the run.json in `folder`: the first that is there has them. A new file
 * goes only when the one that a run always has is new, as by another who merges the same at the same time.
 */
export async function rowsNames(folder: string): Promise<string[]> {
  const next = await nextRowsOf(folder);
  return [...next === null ? [] : [next], "requests.parquet"];
}

async function nextRowsOf(folder: string): Promise<string | null> {
  const path = `${folder}/${nextName}`;
  if (!await Deno.lstat(path).catch(() => null)) return null;
  const next = nextIn(await readPlainText(path, 1000).catch(() => null) ?? "");
  const run = next && parseJson(await textIn(folder).catch(() => ""));
  return isObject(run) && markOf(run) === next?.run ? next.file : null;
}
