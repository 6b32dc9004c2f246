/** What shows with some boards alone, without a script too: the radios of the board chooser decide. */
import type { Board } from "../rows/boards.js";

const chosen = (board: Board, target: string) =>
  `body:has([name=board][value="${board.id}"]:checked) ${target}`;

/** A rule that shows what has the class `name` only while one of the boards is chosen. */
export const shownWith = (name: string, boards: Board[], display: string): string =>
  `.${name}{display:none}${
    boards.length ? `${boards.map((b) => chosen(b, `.${name}`)).join(",")}{display:${display}}` : ""
  }`;

/** A rule that hides what has the class `name` while one of the boards is chosen. */
export const hiddenWith = (name: string, boards: Board[]): string =>
  boards.length ? `${boards.map((b) => chosen(b, `.${name}`)).join(",")}{display:none}` : "";
