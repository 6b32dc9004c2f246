/** Systems to pick in and out: a chip for each, with its mark. */
import { escapeHtml } from "../words/format.js";
import { namesIn } from "../words/name_list.js";
import { providerMark } from "./provider_marks.js";

/** A system as a page and its address name it. */
export interface Named {
  name: string;
  label: string;
  provider: string;
}

/** Names in the state's value: those left out. */
export const leftOut = (value: string): Set<string> => new Set(namesIn(value));

/** One chip per system, under key `key` of the page's state (`view`); none where there is nothing to choose. */
export function systemChipsHtml(systems: Named[], out: Set<string>, key = "systems"): string {
  if (systems.length < 2) return "";
  const chips = systems.map(({ name, label, provider }) =>
    `<label><input type="checkbox" name="${key}" value="${escapeHtml(name)}"${
      out.has(name) ? "" : " checked"
    }>${providerMark(provider)}${escapeHtml(label)}</label>`
  );
  return `<fieldset class="chips"><legend>Systems</legend><div class="seg" data-left-out="${key}">${
    chips.join("")
  }</div></fieldset>`;
}

/** The same where they are many: folded until a reader opens them, or has left one out. */
export function foldedChipsHtml(systems: Named[], out: Set<string>): string {
  const chips = systemChipsHtml(systems, out);
  if (!chips) return "";
  const open = out.size ? " open" : "";
  return `<details class="fold" id="fold"${open}><summary>Choose systems</summary>${chips}</details>`;
}

/** So many stand open beside the other controls; more of them are folded. */
const fewChips = 8;

/** Chips of systems where they are few, folded where they are many. */
export const pickHtml = (systems: Named[], out: Set<string>): string =>
  (systems.length > fewChips ? foldedChipsHtml : systemChipsHtml)(systems, out);
