/** Page /search/: words in the pages of a finished site; nothing that is typed leaves the browser. */
import { escapeHtml } from "../words/format.js";
import { external } from "../words/links.js";

/** A page as the build wrote it into `pages.json`. */
interface Page {
  /** From the root of the site, as `time.html`. */
  path: string;
  title: string;
  headings: string;
  text: string;
}

/** What of MiniSearch is used. */
interface Index {
  addAll(pages: (Page & { id: number })[]): void;
  search(words: string, options: object): { id: number; terms: string[] }[];
}
type Library = { default: new (options: object) => Index };

/** Characters of a question that are looked for. */
const longestQuery = 200;
/** Pages that are listed. */
const most = 30;
/** Characters of a passage on each side of the first word found. */
const around = 90;

/** Where a word begins in a text in small letters; -1 where it does not. */
function placeOf(lower: string, word: string): number {
  let at = lower.indexOf(word);
  while (at > 0 && /[\p{L}\p{N}]/u.test(lower[at - 1])) at = lower.indexOf(word, at + 1);
  return at;
}

/** The passage around the first of the words that begins a word of the text, as HTML, marked. */
export function passageHtml(text: string, words: string[]): string {
  const lower = text.toLowerCase();
  const found = words.map((word) => ({ at: placeOf(lower, word.toLowerCase()), n: word.length }))
    .find(({ at }) => at >= 0);
  if (!found) return escapeHtml(text.slice(0, 2 * around)) + (text.length > 2 * around ? " …" : "");
  const { at, n } = found;
  const from = Math.max(0, at - around);
  const to = Math.min(text.length, at + n + around);
  return (from > 0 ? "… " : "") + escapeHtml(text.slice(from, at)) + "<mark>" +
    escapeHtml(text.slice(at, at + n)) + "</mark>" + escapeHtml(text.slice(at + n, to)) +
    (to < text.length ? " …" : "");
}

/** The field and its answers; the words stand in the address, as `?q=`. */
export async function mountSearch(
  root: HTMLElement,
  pagesOf: () => Promise<Page[] | null>,
  library: () => Promise<Library>,
): Promise<void> {
  root.innerHTML = `<form role="search" class="controls"><fieldset><label>Words
    <input type="search" name="q" autocomplete="off" spellcheck="false"></label></fieldset></form>
    <p class="cap" role="status"></p><ol class="found"></ol>`;
  const field = root.querySelector<HTMLInputElement>("input")!;
  const said = root.querySelector("[role=status]")!;
  const list = root.querySelector("ol")!;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  root.querySelector("form")!.addEventListener("submit", (event) => event.preventDefault());
  let index: Promise<{ pages: Page[]; index: Index } | null> | undefined;
  const answer = async () => {
    const words = field.value.trim().slice(0, longestQuery);
    const query = words ? `?${new URLSearchParams({ q: words })}` : "";
    history.replaceState(null, "", `${location.pathname}${query}`);
    if (!words) {
      said.textContent = "";
      list.innerHTML = "";
      return;
    }
    const made = await (index ??= indexOf(pagesOf, library));
    if (field.value.trim().slice(0, longestQuery) !== words) return;
    if (!made) {
      said.textContent = "The pages can be searched in a built site alone.";
      return;
    }
    const found = made.index.search(words, {
      prefix: true,
      fuzzy: 0.15,
      combineWith: "AND",
      boost: { title: 4, headings: 2 },
    });
    said.textContent = `${found.length} ${found.length === 1 ? "page" : "pages"}${
      found.length > most ? `, the first ${most} shown` : ""
    }`;
    list.innerHTML = found.slice(0, most).map(({ id, terms }) => {
      const { path, title, text } = made.pages[id];
      return `<li><a ${external} href="../${escapeHtml(path)}">${
        escapeHtml(title)
      }</a><p class="cap">${passageHtml(text, terms)}</p></li>`;
    }).join("");
  };
  field.addEventListener("input", answer);
  await answer();
  root.dataset.ready = "";
}

async function indexOf(pagesOf: () => Promise<Page[] | null>, library: () => Promise<Library>) {
  const [pages, { default: MiniSearch }] = await Promise.all([pagesOf(), library()]);
  if (!pages) return null;
  const index = new MiniSearch({ fields: ["title", "headings", "text"] });
  index.addAll(pages.map((page, id) => ({ id, ...page })));
  return { pages, index };
}
