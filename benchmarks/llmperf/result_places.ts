/**
 * Where LLMPerf's two files of each target go. Earlier ones of the same names are replaced, files of others are not.
 */
import { createHash } from "node:crypto";
import { type Parts, writeParts } from "../files/own_file.ts";
import { readHead } from "../files/text_file.ts";
import { type Config, ConfigError, type Target } from "../plan/config.ts";

/** Paths of both files of one target, and what their names begin with. */
export interface Places {
  base: string;
  summary: string;
  responses: string;
}

/** Bytes of a name that leave room for the ends of the two, and of one that is not whole yet, in the 255 of a file. */
const longestBase = 200;

/** One entry a target, in their order. No two targets share a file, on disks that ignore letter case neither. */
export function llmperfPlaces(folder: string, config: Config): Places[] {
  const bases = config.targets.map((t) => baseOf(config, t.model));
  const shared = (base: string, among: string[]) =>
    among.filter((other) => other.toLowerCase() === base.toLowerCase()).length > 1;
  // LLMPerf knew one target a run, so it named the model alone.
  const named = bases.map((base, i) => {
    const { provider, model }: Target = config.targets[i];
    return shared(base, bases) ? baseOf(config, `${provider}_${model}`) : base;
  });
  return named.map((name, i) => {
    const before = named.slice(0, i + 1);
    const base = shared(name, before) ? `${name}_${i + 1}` : name;
    const path = `${folder}/${base}`;
    return {
      base,
      summary: `${path}_summary.json`,
      responses: `${path}_individual_responses.json`,
    };
  });
}

function baseOf(config: Config, label: string): string {
  const what = config.kind === "correctness"
    ? "correctness"
    : `${config.mean_input_tokens}_${config.mean_output_tokens}`;
  const base = `${label}_${what}`.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/-{2,}/g, "-");
  if (new TextEncoder().encode(base).length <= longestBase) return base;
  const hash = createHash("sha256").update(base).digest("hex").slice(0, 12);
  let short = "";
  for (const letter of base) {
    if (new TextEncoder().encode(short + letter).length > longestBase - hash.length - 1) break;
    short += letter;
  }
  return `${short}-${hash}`;
}

/** Throws `ConfigError` where one of these names is taken by anything but LLMPerf's file of it, a link included. */
export async function refuseForeignFiles(folder: string, places: Places[]): Promise<void> {
  const faults: string[] = [];
  for (const path of places.flatMap(({ summary, responses }) => [summary, responses])) {
    const what = await foreignAt(path);
    if (what) {
      faults.push(
        `${path} is ${what}, and would be replaced: move it away, or give another folder`,
      );
    }
  }
  if (faults.length) throw new ConfigError(folder, faults, "take LLMPerf's files");
}

/** Writes a file whole. True where an earlier one of LLMPerf's was there, as LLMPerf replaced its own. */
export async function putFile(path: string, text: string | Parts): Promise<boolean> {
  const what = await foreignAt(path);
  if (what) {
    throw new Error(`${path} is ${what}: nothing is written over it. The run itself is kept.`);
  }
  const there = await Deno.lstat(path).then(() => true, () => false);
  await writeParts(path, typeof text === "string" ? (add) => Promise.resolve(add(text)) : text);
  return there;
}

/** What stands in the place of a file, if it is none of LLMPerf's; null where it is one, or nothing is there. */
async function foreignAt(path: string): Promise<string | null> {
  const there = await Deno.lstat(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  });
  if (!there) return null;
  if (there.isSymlink) return "a link";
  if (!there.isFile) return there.isDirectory ? "a folder" : "no file";
  const head = await readHead(path, 4096).catch(() => "");
  return isLlmperf(head, path) ? null : "a file that LLMPerf's tests do not write";
}

/** By how it begins; the keys stand in the order in which LLMPerf writes them. */
function isLlmperf(head: string, path: string): boolean {
  if (path.endsWith("_summary.json")) {
    return /^\{\s*"version"\s*:/.test(head) && /"name"\s*:/.test(head) && /"model"\s*:/.test(head);
  }
  return /^\[\s*(\]|\{\s*("metrics"\s*:\s*\{\s*)?"error_code"\s*:)/.test(head);
}
