/** Sentences that a mark shows on focus, tap and hover. */
import { escapeHtml } from "../words/format.js";

/** The sentence itself, to stand inside what shows it; hidden until then. */
export const tipHtml = (sentence: string): string =>
  `<span class="tip" role="tooltip">${escapeHtml(sentence)}</span>`;

/** A badge: a fact in few words, its sentence behind it. `kind` is a class: fail, plain, sim. */
export const badgeHtml = (fact: string, sentence: string, kind = ""): string =>
  `<button type="button" class="badge${kind ? ` ${kind}` : ""}">${
    kind === "flip" ? arrow("both") : ""
  }${escapeHtml(fact)}${tipHtml(sentence)}</button>`;

// Drawn, not written: the page's font has no such glyphs.
const arrowPaths = {
  left: "M11,4H1M4,1L1,4L4,7",
  right: "M1,4H11M8,1L11,4L8,7",
  both: "M1,2.5H11M8.5,0.5L11,2.5L8.5,4.5M11,7.5H1M3.5,5.5L1,7.5L3.5,9.5",
};

/** An arrow beside words. */
export const arrow = (way: keyof typeof arrowPaths): string =>
  `<svg class="ar" width="12" height="10" viewBox="0 -1 12 12" aria-hidden="true"><path d="${
    arrowPaths[way]
  }" fill="none" stroke="currentColor" stroke-width="1.2"/></svg>`;
