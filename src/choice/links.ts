/** Links between the pages that follow a choice of runs keep it. */
import type { Choice } from "./choice.js";
import { isChosen } from "./choice.js";

/** Pages that take a run or a span of time from their address; "" is the leaderboard. */
export const following = ["", "index", "distributions", "outliers", "compare", "reliability"];

/** The address of a link on a page, with the choice where it leads to another page that follows it. */
export function carried(href: string, here: string, choice: Choice): string {
  const [to, from] = [new URL(href, here), new URL(here)];
  const folder = (url: URL) => url.pathname.slice(0, url.pathname.lastIndexOf("/") + 1);
  const page = to.pathname.slice(folder(to).length).replace(/\.html$/, "");
  const named = Object.keys(choice).some((key) => to.searchParams.has(key));
  if (to.origin !== from.origin || folder(to) !== folder(from) || named) return href;
  if (!following.includes(page)) return href;
  for (const [key, value] of Object.entries(choice)) if (value) to.searchParams.set(key, value);
  return to.href;
}

/** Does so for every link of this page when a reader comes to it, however late it was drawn. */
export function carryChoice(choice: Choice): void {
  if (!isChosen(choice)) return;
  for (const kind of ["pointerover", "focusin", "click"]) {
    addEventListener(kind, ({ target }) => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
      // The control's own way back to the newest runs is a button; a place on this page is no page.
      if (!link || link.getAttribute("href")!.startsWith("#")) return;
      const href = carried(link.href, location.href, choice);
      if (href !== link.href) link.href = href;
    }, true);
  }
}
