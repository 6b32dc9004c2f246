/** Sentences that a mark shows on focus, tap and hover. */
import { escapeHtml } from "./format.js";

/** The sentence itself, to stand inside what shows it; hidden until then. */
export const tipHtml = (sentence: string): string =>
  `<span class="tip" role="tooltip">${escapeHtml(sentence)}</span>`;

/** A badge: a fact in few words, its sentence behind it. `kind` is a class: fail, plain, sim. */
export const badgeHtml = (fact: string, sentence: string, kind = ""): string =>
  `<button type="button" class="badge${kind ? ` ${kind}` : ""}">${escapeHtml(fact)}${
    tipHtml(sentence)
  }</button>`;
