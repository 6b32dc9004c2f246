/**
 * The library that makes HTML of templates. The framework's inputs are made by it too, and those lack what a keyboard
 * and a reader of screens need: a slider has no name, a table that scrolls is not reached.
 */
import * as base from "htl";
import { markTable } from "./simulated.js";
import { offered } from "./take.js";
import { wholeOf } from "./take_data.js";
export * from "htl";

/** All rows of a table of the inputs, whose value is those that are chosen; null where it does not tell all. */
function shownRows(form: HTMLFormElement & { value?: unknown }) {
  const chosen = form.value;
  if (!Array.isArray(chosen)) return null;
  const some = form.querySelector("thead input:checked");
  if (some) form.value = [];
  const all = form.value as unknown[];
  if (some) form.value = chosen;
  const told = all.length || form.querySelector("tbody td[rowspan]");
  return told ? { data: [wholeOf(all)], drawn: false } : null;
}

function reachable(node: Node): Node {
  if (!(node instanceof HTMLFormElement)) return node;
  if (/-table\b/.test(node.className)) {
    node.tabIndex = 0;
    markTable(node);
    offered(node, () => shownRows(node));
  }
  const name = node.querySelector("label")?.textContent;
  for (const slider of node.querySelectorAll("input[type=range]")) {
    if (name) slider.setAttribute("aria-label", name);
  }
  return node;
}

const template: typeof base.html.fragment = (strings, ...values) =>
  reachable(base.html(strings, ...values));

export const html = Object.assign(template, { fragment: base.html.fragment });
