/** Controls of a page as HTML; `view` reads and fills them by their names. */
import { escapeHtml } from "../words/format.js";

/** A choice: its value in the address and its label. */
export type Option = [value: string, label: string];

const option = ([value, label]: Option, chosen: string) =>
  `<option value="${escapeHtml(value)}"${value === chosen ? " selected" : ""}>${
    escapeHtml(label)
  }</option>`;

/** A list to choose one from; with a name, some of them stand in groups. */
export function selectHtml(
  legend: string,
  name: string,
  options: (Option | { group: string; options: Option[] })[],
  chosen = "",
): string {
  const body = options.map((o) =>
    Array.isArray(o)
      ? option(o, chosen)
      : `<optgroup label="${escapeHtml(o.group)}">${
        o.options.map((x) => option(x, chosen)).join("")
      }</optgroup>`
  );
  const label = escapeHtml(legend);
  return `<fieldset><legend>${label}</legend><select name="${name}" aria-label="${label}">${
    body.join("")
  }</select></fieldset>`;
}

/** A few choices side by side. */
export function radiosHtml(
  legend: string,
  name: string,
  options: Option[],
  chosen = "",
): string {
  const labels = options.map(([value, label]) =>
    `<label><input type="radio" name="${name}" value="${escapeHtml(value)}"${
      value === chosen ? " checked" : ""
    }>${escapeHtml(label)}</label>`
  );
  return `<fieldset><legend>${escapeHtml(legend)}</legend><div class="seg">${
    labels.join("")
  }</div></fieldset>`;
}

/** The row they stand in; without a script it is not shown. */
export const controlsHtml = (...fields: string[]): string =>
  `<form class="controls needs-script">${fields.join("")}</form>`;
