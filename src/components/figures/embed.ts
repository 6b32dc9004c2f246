/**
 * A figure alone, for a frame on a page elsewhere: `PAGE.html?...&embed=ID` is the page with nothing in sight but that
 * figure, its caption and the way to the whole page. The page does its work as ever, so the figure is the page's own.
 */
import { escapeHtml } from "../../words/format.js";
import { external } from "../../words/links.js";
import type { Taken } from "../files.js";
import { standalone } from "./figure_files.js";
import { renderBare } from "../vega.js";

/** The key that names the figure in an address; the head of every page reads it (observablehq.config.ts). */
const key = "embed";
/** What a frame needs below the drawing, pixels. */
const lineHeight = 64;

/** The address of the figure alone, or of the whole page for `null`, in the state that the page has now. */
function addressOf(id: string | null): string {
  const url = new URL(location.href);
  if (id === null) url.searchParams.delete(key);
  else url.searchParams.set(key, id);
  url.hash = "";
  return url.href;
}

/** The drawing with its title and caption, and what it leaves out. */
export async function showEmbedded(taken: Taken): Promise<void> {
  const svg = await renderBare(standalone(taken));
  const place = document.querySelector("#embedded") ?? document.createElement("div");
  place.id = "embedded";
  place.innerHTML = `<div role="img" aria-label="${
    escapeHtml(`${taken.title}. ${taken.caption}`)
  }">${svg}</div><p>Tokenboard. Left out here: the tables, what is not ranked and why, the method.
    <a ${external} target="_blank" href="${escapeHtml(addressOf(null))}">The whole page</a></p>`;
  if (!place.isConnected) document.body.prepend(place);
}

/** The code of a frame, to copy, below the line of the figure; taken away where it was there. */
export async function showCode(taken: Taken, line: HTMLElement): Promise<void> {
  const shown = line.querySelector(".embed");
  if (shown) return shown.remove();
  const svg = await renderBare(standalone(taken));
  const [, width, height] = /^<svg[^>]* width="(\d+)" height="(\d+)"/.exec(svg)!;
  const frame = `<iframe src="${escapeHtml(addressOf(taken.id))}" title="${
    escapeHtml(taken.title)
  }" width="${width}" height="${
    Number(height) + lineHeight
  }" loading="lazy" style="border:0;max-width:100%"></iframe>`;
  const code = document.createElement("label");
  code.className = "embed";
  code.innerHTML = `<span>To show it on another page, with its caption and a link to this one</span>
    <textarea readonly rows="3" spellcheck="false"></textarea>`;
  const text = code.querySelector("textarea")!;
  text.value = frame;
  text.addEventListener("focus", () => text.select());
  line.append(code);
  text.focus();
}
