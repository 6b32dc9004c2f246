/** What shows with some boards alone, without a script too: the radios of the board chooser decide. */
import type { Board } from "../rows/boards.js";

/** Selector of the page while a board is chosen, and what follows it. */
export const chosen = (board: Board, then: string): string =>
  `body:has([name=board][value="${board.id}"]:checked)${then}`;

const within = (boards: Board[], target: string, display: string) =>
  boards.length
    ? `${boards.map((b) => chosen(b, ` ${target}`)).join(",")}{display:${display}}`
    : "";

/** A rule that shows what has the class `name` only while one of the boards is chosen. */
export const shownWith = (name: string, boards: Board[], display: string): string =>
  `.${name}{display:none}${within(boards, `.${name}`, display)}`;

/** A rule that hides what matches `target` while one of the boards is chosen. */
export const hiddenWith = (target: string, boards: Board[]): string =>
  within(boards, target, "none");
