/** What a reader filters requests by: who answered, what became of it, and words of its error or its name. */
import { count, escapeHtml } from "../words/format.js";
import { shortName } from "../words/names.js";
import type { Row } from "../rows/systems.js";
import { requestsOf, type State } from "./requests_select.js";

const selects = {
  provider: "Provider",
  model: "Model",
  status: "Status",
  error_class: "Error",
} as const;
type Name = keyof typeof selects;
const names = Object.keys(selects) as Name[];

/** The form, without its options: `fillFilters` puts them in. On a phone it is folded until it is used. */
export const filtersHtml = (open: boolean): string =>
  `<details class="more needs-script"${
    open ? " open" : ""
  }><summary>Search and filter</summary><form class="controls" role="search"><fieldset><legend>Search in error messages and request ids</legend><input type="search" name="q" aria-label="Search in error messages and request ids"></fieldset>${
    names.map((name) =>
      `<fieldset><legend>${selects[name]}</legend><select name="${name}" aria-label="${
        selects[name]
      }"></select></fieldset>`
    ).join("")
  }<button type="button" class="clear">Clear</button></form></details>`;

/** Values of a column among the requests that the other filters leave, each with how many. */
function optionsOf(rows: Row[], state: State, name: Name): [string, number][] {
  const others = requestsOf(rows, { ...state, [name]: "" }).filter((r) => r[name] !== null);
  const counts = [...Map.groupBy(others, (r) => String(r[name]))]
    .map(([value, own]): [string, number] => [value, own.length]);
  // What a link names stays chosen, even where nothing has it.
  if (state[name] && !counts.some(([value]) => value === state[name])) {
    counts.push([state[name], 0]);
  }
  return counts.sort((a, b) => a[0].localeCompare(b[0]));
}

/** Puts the state and the options that are left into the form. */
export function fillFilters(form: HTMLFormElement, rows: Row[], state: State): void {
  for (const name of names) {
    const select = form.elements.namedItem(name) as HTMLSelectElement;
    select.innerHTML = `<option value="">all</option>${
      optionsOf(rows, state, name).map(([value, n]) =>
        `<option value="${escapeHtml(value)}"${value === state[name] ? " selected" : ""}>${
          escapeHtml(shortName(name === "error_class" ? value.replaceAll("_", " ") : value))
        } (${count(n)})</option>`
      ).join("")
    }`;
    select.disabled = select.options.length === 1;
  }
  const search = form.elements.namedItem("q") as HTMLInputElement;
  if (document.activeElement !== search) search.value = state.q;
}

/** Milliseconds without a key before a search runs. */
const pause = 150;

/** Calls `changed` with what the reader chose or typed, and `clear` where everything shall go. */
export function listenFilters(
  form: HTMLFormElement,
  changed: (name: Name | "q", value: string) => void,
  clear: () => void,
): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener("input", (event) => {
    const { name, value } = event.target as HTMLInputElement;
    clearTimeout(waiting);
    if (name === "q") waiting = setTimeout(() => changed("q", value), pause);
    else changed(name as Name, value);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector(".clear")!.addEventListener("click", () => {
    clearTimeout(waiting);
    form.reset();
    clear();
  });
}
