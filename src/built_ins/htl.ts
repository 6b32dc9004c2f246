/**
 * The library that makes HTML of templates. The framework's inputs are made by it too, and those lack what a keyboard
 * and a reader of screens need: a slider has no name, a table that scrolls is not reached.
 */
import * as base from "htl";
import { markTable } from "./simulated.js";
export * from "htl";

function reachable(node: Node): Node {
  if (!(node instanceof HTMLFormElement)) return node;
  if (/-table\b/.test(node.className)) {
    node.tabIndex = 0;
    markTable(node);
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
