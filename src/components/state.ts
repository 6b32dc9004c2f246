/** Page state lives in the URL's query, so that a link carries it. */
import { queryOf, runKeys } from "../words/links.js";

/** State of the URL over defaults; unknown keys are ignored. `text` is a query without its question mark. */
export function readState<T extends Record<string, string>>(
  defaults: T,
  text = location.search,
): T {
  const query = new URLSearchParams(text);
  const entries = Object.entries(defaults).map(([key, value]) => [key, query.get(key) ?? value]);
  return Object.fromEntries(entries) as T;
}

/** What is said over a page, and where it leads. */
export interface Note {
  text: string;
  link?: { href: string; text: string };
}

/** A sentence over the page where its address named something that is not here; `null` takes it away. */
export function sayGone(
  root: HTMLElement,
  sentence: string | null,
  link?: Note["link"],
): void {
  root.parentElement?.querySelector(":scope > .gone")?.remove();
  if (!sentence) return;
  const note = document.createElement("p");
  note.className = "gone";
  note.setAttribute("role", "status");
  note.textContent = sentence;
  if (link) {
    const a = document.createElement("a");
    Object.assign(a, { href: link.href, textContent: link.text });
    note.append(a, ".");
  }
  root.before(note);
}

/** What differs from the defaults, as a query without its question mark. */
export function searchOf<T extends Record<string, string>>(state: T, defaults: T): string {
  const entries = Object.entries(state).filter(([key, value]) => value !== defaults[key]);
  // An empty value may differ from its default, too.
  const empty = entries.filter(([, value]) => value === "").map(([key]) => `${key}=`);
  return [queryOf(Object.fromEntries(entries)), ...empty].filter(Boolean).join("&");
}

/** Which runs the address names, as a query: no state's business, unless it has a key of that name. */
export function keptSearch(state: object, text = location.search): string {
  const query = new URLSearchParams(text);
  const kept = runKeys.filter((key) => !(key in state)).map((key) => [key, query.get(key)]);
  return queryOf(Object.fromEntries(kept));
}
