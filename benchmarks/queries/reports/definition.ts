/** What a report is of: the JSON that stands in its file. */
import { parse, type ParseError } from "jsonc-parser";
import { z } from "zod";
import { readText } from "../../files/text_file.ts";
import { isDeviceName } from "../../shared/file_name.ts";
import { faultWords } from "../../shared/fault_words.ts";

/** Where reports are, from the root of the project. */
export const reportsFolder = "src/reports";

/** Metrics that a report may begin with, and prints all of. */
export const reportMetrics = [
  "ttft_s",
  "decode_tokens_per_s",
  "e2e_tokens_per_s",
  "e2e_latency_s",
] as const;

const positive = z.number().positive();
const schema = z.strictObject({
  /** Ids of its runs, in the order to name them. */
  runs: z.array(z.string().min(1)).min(1),
  /** Who wrote the report, and what they have to do with who is in it; "" is not said. */
  written_by: z.string().default(""),
  interest: z.string().default(""),
  /** The day it was written, as in 2026-11-29. */
  written_on: z.string().regex(/^\d{4}-\d\d-\d\d$/, "is no day such as 2026-11-29"),
  /** What its systems are ordered by. */
  metric: z.enum(reportMetrics).default("ttft_s"),
  /** What a request must keep: at most so many seconds, at least so many tokens per second. */
  limits: z.strictObject({ ttft_s: positive, decode_tokens_per_s: positive }),
  /** Share of the attempts that must keep both, 0 to 1. */
  share: z.number().gt(0).lt(1).default(0.95),
});

export type ReportDefinition = z.infer<typeof schema>;

/** A name that is one of a file, and of an address: small letters, digits, hyphens. */
export const isReportName = (name: string): boolean =>
  /^[a-z0-9][a-z0-9-]{0,59}$/.test(name) && name !== "index" && !isDeviceName(name);

const block = /<script type="application\/json" id="report">([\s\S]*?)<\/script>/;

/** The definition in a report's text, or what is wrong with it, as a sentence. */
export function definitionIn(text: string): ReportDefinition | string {
  const [, json] = block.exec(text) ?? [];
  if (json === undefined) {
    return 'It has no <script type="application/json" id="report"> that names its runs.';
  }
  const errors: ParseError[] = [];
  const found = parse(json, errors, { allowTrailingComma: true });
  if (errors.length) {
    const line = text.slice(0, text.indexOf(json) + errors[0].offset).split("\n").length;
    return `What it is of is no JSON: line ${line}.`;
  }
  const read = schema.safeParse(found);
  if (read.success) return read.data;
  return read.error.issues.map(({ path, message }) =>
    `${path.join(".") || "The definition"}: ${faultWords(message)}.`
  ).join(" ");
}

/** The definition of the report of that name, or what is wrong with it. */
export async function reportDefinition(name: string): Promise<ReportDefinition | string> {
  try {
    return definitionIn(await readText(`${reportsFolder}/${name}.md`));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return `There is no ${reportsFolder}/${name}.md.`;
  }
}
