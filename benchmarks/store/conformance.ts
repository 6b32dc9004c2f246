/** The newest results of the conformance suite, kept in `data/conformance.json`. */
import { writeWhole } from "../files/own_file.ts";
const path = "data/conformance.json";

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
  versions: Record<string, string>;
  lines: LineResult[];
}

/** Keeps results, atomically. */
export async function writeConformance(results: ConformanceResults): Promise<void> {
  await Deno.mkdir("data", { recursive: true });
  await writeWhole(path, JSON.stringify(results));
}

/** Results that are newer than the harness's sources; null where there are none. */
export async function freshConformance(): Promise<ConformanceResults | null> {
  const made = await Deno.stat(path).then((s) => s.mtime?.getTime() ?? 0, () => 0);
  if (made <= await newest("benchmarks")) return null;
  return JSON.parse(await Deno.readTextFile(path)) as ConformanceResults;
}

/** When the newest file below a folder was written, milliseconds. */
async function newest(folder: string): Promise<number> {
  let found = 0;
  for await (const entry of Deno.readDir(folder)) {
    const own = `${folder}/${entry.name}`;
    const at = entry.isDirectory
      ? await newest(own)
      : (await Deno.stat(own)).mtime?.getTime() ?? Infinity;
    found = Math.max(found, at);
  }
  return found;
}
