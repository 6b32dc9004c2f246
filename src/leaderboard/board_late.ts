/** Boards whose tables the page's script draws: all tables of 50 boards would be megabytes of page. */
import type { Board } from "../rows/boards.js";
import { escapeHtml } from "../words/format.js";
import { filesHtml } from "../components/files.js";

/** A page of so many boards has every table in itself. */
const fewBoards = 12;
/** Letters of HTML, a tenth as many bytes on their way; the first board's stand in the page however many they are. */
const mostLetters = 300_000;

/** Whether the next board is drawn by the script, after tables of so many letters. */
export const isLate = (boards: Board[], letters: number): boolean =>
  boards.length > fewBoards && letters > mostLetters;

/** Class of the one place where all tables of such a board are drawn. */
export const lateClass = (board: number): string => `v-${board}`;

/** What stands there until it is chosen, and where no script runs. */
export const lateHtml = (board: Board, whole: boolean): string =>
  `<h2>${
    escapeHtml(board.title)
  }</h2><p class="cap">Tables of the first boards stand in this page; ` +
  `this board's are drawn by a script, from its requests: ${
    filesHtml(`boards/${board.id}`, whole)
  }.</p>`;
