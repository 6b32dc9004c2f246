/** Page /editions/: every edition with what it changed, the newest first. */
import type { Change } from "@/benchmarks/queries/published/changes.ts";
import { changesHtml } from "../choice/since.js";
import { day, escapeHtml } from "../words/format.js";
import { external } from "../words/links.js";

/** An edition as the page tells of it. */
export interface Told {
  folder: string;
  number: number;
  /** ISO day. */
  date: string;
  note: string | null;
  /** "2 boards, 19 systems" */
  size: string;
  /** Beside the edition before; null of the first. */
  changes: Change[] | null;
}

export const kickerHtml = (editions: Told[]): string =>
  editions.length === 0
    ? "No edition yet"
    : `${editions.length} ${editions.length === 1 ? "edition" : "editions"} · the newest of ${
      day(editions.at(-1)!.date)
    }`;

const one = ({ folder, number, date, note, size, changes }: Told): string =>
  `<h2 id="edition-${number}">Edition ${number}, ${day(date)}</h2>
<p class="cap">${note ? `${escapeHtml(note)}. ` : ""}${size}: <a ${external} href="./${
    encodeURIComponent(folder)
  }/index.html">its tables, rows and hashes</a></p>${changesHtml(changes)}`;

export const editionsHtml = (editions: Told[]): string =>
  editions.length
    ? editions.toReversed().map(one).join("\n") +
      `<p class="cap"><a ${external} href="../feed.xml">The feed</a> says of each edition what it changed.</p>`
    : `<p class="empty">This store has no edition. <code>deno task publish</code> freezes the boards as the first.</p>`;
