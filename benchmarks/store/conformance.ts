/** Results of the conformance suite: those of a checkout, and those that were met on this machine since. */
import { hashOfSources } from "./conformance_sources.ts";
import { writeWhole } from "../files/own_file.ts";

/** What `deno task conformance` met here. */
const own = "data/conformance.json";
/** What a checkout carries, so that a first build need not meet every stream again. */
const carried = "benchmarks/conformance/results.json";

/** What one stream gave. Times in seconds. */
export interface Met {
  name: string;
  status: string;
  error_class: string | null;
  error_message: string | null;
  finish_reason: string | null;
  ttft_s: number | null;
  ttft_content_s: number | null;
  chunks: number | null;
  output_tokens: number | null;
  /** What is not as it must be. */
  faults: string[];
}

/** One line of the table of faults. */
export interface LineResult {
  line: string;
  right: string;
  holds: boolean;
  met: Met[];
}

export interface ConformanceResults {
  /** ISO 8601, UTC. */
  met_at: string;
  /** Of what was run, see `hashOfSources`. */
  sources: string;
  versions: Record<string, string>;
  lines: LineResult[];
}

/** Writes results atomically: as this machine's own or, to `carry` them, as those of the checkout. */
export async function writeConformance(
  results: ConformanceResults,
  { carry = false } = {},
): Promise<void> {
  await Deno.mkdir("data", { recursive: true });
  await writeWhole(carry ? carried : own, `${JSON.stringify(results, null, 1)}\n`);
}

/** The results that a checkout carries, whatever they were made with. */
export const carriedConformance = async (root = "."): Promise<ConformanceResults> =>
  JSON.parse(await Deno.readTextFile(`${root}/${carried}`));

/** The project's root, wherever the program was started. */
const home = new URL("../..", import.meta.url).pathname;

let shown: { of: string; results: Promise<ConformanceResults> } | undefined;

/** What there is to show: fresh results, else those of the checkout. They are read again where a file was changed. */
export async function shownConformance(): Promise<ConformanceResults> {
  const changed = await Promise.all(
    [own, carried].map((path) =>
      Deno.stat(`${home}/${path}`).then(({ mtime }) => mtime?.getTime(), () => null)
    ),
  );
  const of = changed.join();
  if (shown?.of !== of) shown = { of, results: readShown() };
  return await shown.results;
}
const readShown = async () => await freshConformance(home) ?? await carriedConformance(home);

/** Results of the sources that are there now, those of this machine first; null where there are none. */
export async function freshConformance(root = "."): Promise<ConformanceResults | null> {
  const sources = await hashOfSources(root);
  for (const path of [own, carried]) {
    const text = await Deno.readTextFile(`${root}/${path}`).catch(() => "null");
    const results: ConformanceResults | null = JSON.parse(text);
    if (results?.sources === sources) return results;
  }
  return null;
}
