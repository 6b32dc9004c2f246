/** The line over the boards that says how they stand to the newest edition. */
import type { Change, ChangeKind } from "@/benchmarks/queries/published/changes.ts";
import type { Since } from "@/benchmarks/queries/published/since_edition.ts";
import { count, day, escapeHtml } from "../words/format.js";
import { external } from "../words/links.js";

/** Changes that are told at once; the others are folded. */
const most = 12;

/** The list, null of an edition that has none before it. */
export function changesHtml(changes: Change[] | null): string {
  if (changes === null) return "<p>The first edition.</p>";
  if (!changes.length) return "<p>Nothing changed.</p>";
  const list = (some: Change[]) =>
    `<ul>${some.map(({ text }) => `<li>${escapeHtml(text)}.</li>`).join("")}</ul>`;
  const rest = changes.slice(most);
  return list(changes.slice(0, most)) +
    (rest.length ? `<details><summary>${rest.length} more</summary>${list(rest)}</details>` : "");
}

const many = (n: number, one: string) => `${count(n)} ${n === 1 ? one : `${one}s`}`;
const words: Record<ChangeKind, (n: number) => string> = {
  new: (n) => many(n, "new system"),
  newer: (n) => `${many(n, "system")} on newer runs`,
  gone: (n) => `${many(n, "system")} no longer shown`,
  rank: (n) => `${many(n, "rank")} moved`,
  correction: (n) => `${many(n, "corrected figure")}`,
  dispute: (n) => `${many(n, "change")} of what is contested`,
  rules: () => "other rules",
};

/** What a page that is held to an edition does not show. */
const hiddenText = (runs: number): string =>
  `${many(runs, "valid run")} ${runs === 1 ? "that is newer or has" : "that are newer or have"} ` +
  `other systems ${runs === 1 ? "is" : "are"} not shown.`;

/** Nothing where nothing was published. */
export function sinceHtml(since: Since | null): string {
  if (!since) return "";
  const { folder, number, date, note, changes, hidden } = since;
  const href = `./editions/${encodeURIComponent(folder)}/index.html`;
  const edition = `<a ${external} href="${href}"><b>Edition ${number}</b></a> of ${day(date)}${
    note ? ` (${escapeHtml(note)})` : ""
  }`;
  const held = hidden ? `: this page is held to its runs. ${hiddenText(hidden)}` : null;
  if (changes.every(({ kind }) => kind === "rules")) {
    const rules = changes.length ? ", by rules that changed since" : "";
    return held
      ? `<p class="cap since">${edition}${held}${
        rules && " Its runs are judged by rules that changed since."
      }</p>`
      : `<p class="cap since">${edition}: the newest valid runs say what it says${rules}.</p>`;
  }
  const counted = Object.entries(words).flatMap(([kind, say]) => {
    const own = changes.filter((change) => change.kind === kind);
    const n = kind === "newer" ? own.flatMap(({ of }) => of).length : own.length;
    return n ? [say(n)] : [];
  });
  const moved = changes.some(({ kind }) => kind === "rank");
  return `<div class="since"><p class="cap">${edition}${
    held ?? " was published last."
  } Since then: ${[...counted, ...moved ? [] : ["no rank moved"]].join(", ")}. Rows that differ ` +
    `are marked.</p><details class="fold"><summary>What differs</summary>${
      changesHtml(changes)
    }</details></div>`;
}
