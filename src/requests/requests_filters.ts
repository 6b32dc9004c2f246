/** What a reader filters requests by: who answered, what became of it, and words of its error or its name. */
import { selectHtml } from "../components/controls.js";
import { foldedChipsHtml, type Named } from "../components/system_chips.js";
import { leftOut } from "../components/system_chips.js";
import { type Row, systemName } from "../rows/systems.js";
import { count } from "../words/format.js";
import { apart, providerName, shortName } from "../words/names.js";
import { requestsOf, type State } from "./requests_select.js";

const selects = {
  provider: "Provider",
  model: "Model",
  status: "Status",
  error_class: "Error",
} as const;
type Name = keyof typeof selects;

/** The form; `.selects` is for what is left to choose. On a phone it is folded until it is used. */
export const formHtml = (open: boolean): string =>
  `<details class="more needs-script"${open ? " open" : ""}><summary>Search and filter</summary>` +
  `<form class="controls" role="search"><fieldset><legend>Search in error messages and request ids</legend>` +
  `<input type="search" name="q" aria-label="Search in error messages and request ids"></fieldset>` +
  `<div class="selects"></div></form></details>`;

/** Values of a column among the requests that the other filters leave, each with how many. */
function optionsOf(rows: Row[], state: State, name: Name): [string, string][] {
  const others = requestsOf(rows, { ...state, [name]: "" }).filter((r) => r[name] !== null);
  const counts = [...Map.groupBy(others, (r) => String(r[name]))]
    .map(([value, own]): [string, number] => [value, own.length]);
  // What a link names stays chosen, even where nothing has it.
  if (state[name] && !counts.some(([value]) => value === state[name])) {
    counts.push([state[name], 0]);
  }
  return counts.sort((a, b) => a[0].localeCompare(b[0])).map(([value, n]) => [
    value,
    `${shortName(name === "error_class" ? value.replaceAll("_", " ") : value)} (${count(n)})`,
  ]);
}

/** Systems among the requests that the other filters leave. */
function systemsOf(rows: Row[], state: State): Named[] {
  const others = requestsOf(rows, { ...state, systems: "" });
  const systems = [...Map.groupBy(others, systemName)].map(([name, [row]]) => ({ name, row }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const labels = apart(
    systems,
    ({ row }) =>
      `${providerName(String(row.provider))} ${
        row.model_size ? String(row.model_size).toUpperCase() : shortName(String(row.model))
      }`,
    ({ name }) => name,
  );
  return systems.map(({ name, row }, i) => ({
    name,
    label: labels[i],
    provider: String(row.provider),
  }));
}

/** What is left to choose, and a button that takes every filter away. */
export const selectsHtml = (rows: Row[], state: State): string =>
  Object.entries(selects).map(([name, label]) =>
    selectHtml(
      label,
      name,
      [["", "all"], ...optionsOf(rows, state, name as Name)],
      state[name as Name],
    )
  ).join("") + `<button type="button" class="clear">Clear</button>` +
  foldedChipsHtml(systemsOf(rows, state), leftOut(state.systems));
