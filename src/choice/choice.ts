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

const dayText = /^\d{4}-\d{2}-\d{2}$/;
const momentText =
  /^(\d{4}-\d{2}-\d{2})[T ]\d{2}(:\d{2}(:\d{2}(\.\d{1,9})?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** First and last millisecond of a day or moment, since 1970; null where the text is neither. */
export function boundsOf(text: string): [first: number, last: number] | null {
  if (dayText.test(text)) {
    const first = Date.parse(`${text}T00:00:00Z`);
    // The thirtieth of February would be a day of March.
    const is = Number.isFinite(first) && new Date(first).toISOString().startsWith(text);
    return is ? [first, first + 86_400_000 - 1] : null;
  }
  const [, , minutes, , , zone] = text.match(momentText) ?? [];
  if (!momentText.test(text)) return null;
  const at = Date.parse(
    `${text.slice(0, text.length - (zone?.length ?? 0)).replace(" ", "T")}${minutes ? "" : ":00"}${
      zone ?? "Z"
    }`,
  );
  return Number.isFinite(at) ? [at, at] : null;
}
