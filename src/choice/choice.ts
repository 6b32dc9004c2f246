/**
 * Which runs a page shows, as its address says it: `run=ID` one; `since=` and `until=`, days or moments in UTC, those
 * of a span of time, either end of which may be open; without them the newest valid run of each target.
 */
import { queryOf, runKeys } from "../words/links.js";

export type Choice = Record<typeof runKeys[number], string>;

/** The choice of an address; `text` is a query without its question mark. */
export function choiceOf(text: string): Choice {
  const query = new URLSearchParams(text);
  const [run, since, until] = runKeys.map((key) => (query.get(key) ?? "").trim());
  // One run is in no need of a span.
  return { run, since: run ? "" : since, until: run ? "" : until };
}

/** Whether an address chooses its runs, and does not leave it at the newest. */
export const isChosen = (choice: Choice): boolean => runKeys.some((key) => choice[key]);

/** The choice as a query without its question mark: "" of the newest runs. */
export const choiceSearch = (choice: Choice): string => queryOf(choice);
