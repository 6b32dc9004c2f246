/** Pages of a long table: which rows stand on one, and the line that leads to the others. */
import { count } from "../words/format.js";

/** Rows of a page. */
export const pageSize = 100;
/** So many rows still stand on one page: a run of 150 requests is read whole. */
const oneUpTo = 2 * pageSize;

/** One page: its number from 1, how many there are, and its rows from `from` up to, but not with, `to`. */
export interface Page {
  number: number;
  pages: number;
  from: number;
  to: number;
}

/** The page of `total` rows that an address asks for, the nearest there is; nonsense is the first. */
export function pageOf(total: number, asked: string): Page {
  if (total <= oneUpTo) return { number: 1, pages: 1, from: 0, to: total };
  const pages = Math.ceil(total / pageSize);
  const number = Math.min(pages, Math.max(1, Math.trunc(Number(asked)) || 1));
  const from = (number - 1) * pageSize;
  return { number, pages, from, to: Math.min(total, from + pageSize) };
}

/** Page, as an address has it ("" for the first), on which row `index`, from 0, of `total` stands. */
export const pageWith = (index: number, total: number): string =>
  total <= oneUpTo || index < pageSize ? "" : String(1 + Math.floor(index / pageSize));

/** The line under and over a table; empty where all rows stand on one page. */
export function pagerHtml({ number, pages, from, to }: Page, total: number): string {
  if (pages === 1) return "";
  const button = (to: number, words: string) =>
    `<button type="button" data-page="${to}"${
      to < 1 || to > pages || to === number ? " disabled" : ""
    }>${words}</button>`;
  return `${button(1, "First")}${
    button(number - 1, "‹ Previous")
  }<label>Page <input type="number" name="page" data-own min="1" max="${pages}" value="${number}"> of ${
    count(pages)
  }</label>${button(number + 1, "Next ›")}${button(pages, "Last")}<span>Rows ${
    count(from + 1)
  } to ${count(to)} of ${count(total)}</span>`;
}

/** Calls `go` with the number of the page that a reader chooses in any pager below `root`. */
export function listenPager(root: HTMLElement, go: (page: string) => void): void {
  root.addEventListener("click", (event) => {
    const page = (event.target as HTMLElement).closest<HTMLElement>("[data-page]")?.dataset.page;
    if (page) go(page);
  });
  root.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    if (input.name === "page") go(input.value);
  });
}
