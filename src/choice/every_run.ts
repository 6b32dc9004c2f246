/** What a page of every valid run says where boards show fewer. */
import { pageHref } from "../words/links.js";

/** A line over the page; "" where boards show whatever is valid. */
export const everyRunHtml = (boardsShowLess: boolean): string =>
  boardsShowLess
    ? `<p class="cap">Every valid run stands here, also those that its publisher left out of <a href="${
      pageHref("")
    }">boards</a>.</p>`
    : "";
