/** Ages by the reader's clock. A build says days alone, so that it is the same whenever it is made. */
import { ageWords } from "../words/age.js";

/** Whole days from a day to today, UTC; below 0 where the clock is behind. */
const daysSince = (iso: string): number =>
  Math.floor((Date.now() - Date.parse(`${iso}T00:00:00Z`)) / 86_400_000);

function fill(root: HTMLElement): void {
  for (const age of root.querySelectorAll<HTMLElement>("time[datetime] > .age:empty")) {
    const days = daysSince(age.parentElement!.getAttribute("datetime")!);
    if (days >= 0) age.textContent = `, ${ageWords(days)}${days ? " ago" : ""}`;
  }
}

/** Says how long ago each day inside `root` is, now and whenever it is drawn anew. */
export function sayAges(root: HTMLElement): void {
  fill(root);
  new MutationObserver(() => fill(root)).observe(root, { childList: true, subtree: true });
}
