/** Queries that were run in this browser, newest first. They never leave it. */
import { escapeHtml } from "../words/format.js";
import { oneLine } from "./query_text.js";

const key = "tokenboard-explore-history";
const most = 50;

/** Where a browser keeps nothing, there is no history, and nothing fails. */
function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter((sql) => typeof sql === "string") : [];
  } catch {
    return [];
  }
}
function write(all: string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(all));
  } catch { /* see above */ }
}

export const remember = (sql: string): void =>
  write([sql, ...read().filter((other) => other !== sql)].slice(0, most));
export const forget = (): void => write([]);
/** The query at that place of the list. */
export const remembered = (place: number): string | undefined => read()[place];

export function historyHtml(): string {
  const all = read();
  if (!all.length) return '<p class="cap">Nothing was run in this browser yet.</p>';
  const lines = all.map((sql, i) =>
    `<li><button type="button" class="link" data-past="${i}"><code>${
      escapeHtml(oneLine(sql))
    }</code></button></li>`
  );
  return `<ol>${
    lines.join("")
  }</ol><p class="cap">Kept in this browser alone. <button type="button" class="link" data-forget>Clear</button></p>`;
}
