/** How long ago, as pages say it. */
import { day, escapeHtml } from "./format.js";

const many = (n: number, one: string) => `${n} ${one}${n === 1 ? "" : "s"}`;

/** Whole days as "today", "3 days", "7 months", "2.9 years". */
export function ageWords(days: number): string {
  if (days <= 0) return "today";
  if (days < 100) return many(days, "day");
  if (days < 365) return many(Math.round(days / 30.44), "month");
  return `${(days / 365.25).toFixed(1)} years`;
}

/** A day (ISO, UTC), with room for how long ago it is (clock/ages.ts); without a script the day stands by itself. */
export const agedDayHtml = (iso: string): string =>
  `<time datetime="${escapeHtml(iso.slice(0, 10))}">${day(iso)}<span class="age"></span></time>`;
