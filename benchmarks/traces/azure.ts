/** Azure's LLM inference traces of 2023 and 2024 (Splitwise, ISCA 2024; DynamoLLM): moments and lengths. */
import { TraceFault } from "../plan/traces/trace.ts";
import { emptyNote, type Entry, inOrder, tokens, type TraceFormat } from "./format.ts";

// Seven digits of a second; the files of 2024 have a zone, those of 2023 none.
const stamp = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d(?:\.\d+)?)(?:Z|\+00:00)?$/;

export const azure: TraceFormat = {
  name: "azure",
  about: "Azure's conversation and code traces (CSV); every request stands for itself",
  fits: (fields) => "ContextTokens" in fields && "GeneratedTokens" in fields,
  read(entries) {
    let zero: number | null = null;
    const { requests, empty } = inOrder([...entries].map((entry) => {
      const { day, seconds } = momentOf(entry);
      zero ??= day;
      return {
        offsetS: (day - zero) * 86_400 + seconds,
        inputTokens: tokens(entry, "ContextTokens"),
        outputTokens: tokens(entry, "GeneratedTokens"),
      };
    }));
    return { requests, blockTokens: null, prompts: "whole", notes: emptyNote(empty) };
  },
};

/** Day number and seconds of that day: together in one number they would lose digits. */
function momentOf([number, { TIMESTAMP }]: Entry): { day: number; seconds: number } {
  const found = stamp.exec(String(TIMESTAMP).trim());
  if (!found) throw new TraceFault(`entry ${number}: TIMESTAMP is no UTC moment`);
  const [year, month, date, hours, minutes, seconds] = found.slice(1).map(Number);
  return { day: dayOf(year, month, date), seconds: hours * 3600 + minutes * 60 + seconds };
}

/** Days of the Gregorian calendar, from any fixed one (Hinnant's days_from_civil). */
function dayOf(year: number, month: number, date: number): number {
  const y = month <= 2 ? year - 1 : year;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + ofYear;
}
