/** What a build made for the script of a page, as JSON, and how the page reads it. */
import type { Judgement } from "./judgement.js";

/** One thing that the build made, from `judgedJson`. */
export const readMade = <T>(json: string): T =>
  JSON.parse(json, (_, v) => v === "Infinity" ? Infinity : v);
/** What the build judged, from `judgedJson`. */
export const readJudged = <T = Judgement>(json: string): T[] => readMade<T[]>(json);

/** JSON, in which an infinity is a word (an end of an interval can lie among the failures), safe inside a script. */
export const judgedJson = (judged: unknown): string =>
  JSON.stringify(judged, (_, v) => v === Infinity ? "Infinity" : v).replaceAll("<", "\\u003c");

/**
 * What the page's element `id` holds. In a finished site a script that is marked `data-apart` holds the address of its
 * text, which comes when it is asked for (benchmarks/site/finished/apart.ts). Throws where it does not come.
 */
export async function madeIn<T>(id: string): Promise<T> {
  const { dataset: { src }, textContent } = document.getElementById(id)!;
  if (!src) return readMade<T>(textContent!);
  const answer = await fetch(src);
  if (!answer.ok) throw new Error(`${src} answers ${answer.status}`);
  return readMade<T>(await answer.text());
}
