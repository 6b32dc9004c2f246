/** What a page says that has a sample of the rows alone. */
import { count } from "../words/format.js";

/** A sentence on the sample, where `rows` are one; "" where they are all there are. `of` names them. */
export function sampleOf(rows: Record<string, unknown>[], of: string): string {
  const all = Number(rows[0]?.sampled_from ?? rows.length);
  return all > rows.length
    ? `A seeded sample of ${count(rows.length)} of ${count(all)} ${of}.`
    : "";
}

/** The same as the remark of a statement, which computes over all. */
export const sampleRemark = (sample: string): string[] =>
  sample ? [`The page has less: ${sample} This is computed over all of them.`] : [];
