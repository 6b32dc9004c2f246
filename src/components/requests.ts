/** The table of exactly the requests that a link names, and one request's whole row. */
import { count, escapeHtml } from "./format.js";
import { providerColor, providerLabel } from "./providers.js";
import { readState, writeState } from "./state.js";
import { throughout } from "./time_data.js";
import { type Measured, type Population, valueIn } from "./statistics.js";

type Row = Measured & Record<string, unknown>;

const defaults = {
  data: "real",
  run_id: "",
  provider: "",
  model: "",
  model_size: "",
  location: "",
  utc_hour: "",
  local_hour: "",
  day: "",
  population: "",
  metric: "",
  at: "",
  sort: "",
  open: "",
  throughout: "",
};
const exact = [
  "run_id",
  "provider",
  "model",
  "model_size",
  "location",
  "utc_hour",
  "local_hour",
] as const;
const shown: [string, string, number][] = [
  ["ttft_s", "TTFT, s", 3],
  ["e2e_latency_s", "End to end, s", 3],
  ["output_tokens", "Output tokens", 0],
  ["e2e_tokens_per_s", "Throughput e2e, tokens/s", 1],
  ["decode_tokens_per_s", "Decode, tokens/s", 1],
];

/** The rows that a state of the URL names: its equalities, then its population of its metric. */
export function requestsOf(rows: Row[], state: typeof defaults): Row[] {
  const steady = state.throughout ? throughout(rows) : null;
  return rows.filter((row) => {
    if (exact.some((key) => state[key] !== "" && String(row[key]) !== state[key])) return false;
    if (
      steady &&
      (!steady.models.has(`${row.provider}/${row.model}`) ||
        String(row.started_at).slice(0, 10) < steady.from)
    ) return false;
    if (state.day && !String(row.started_at).startsWith(state.day)) return false;
    if (!state.population) return true;
    // Without a metric the success count links here: every attempt that was not cut by the end of the run.
    if (state.at === "n" || !state.metric) {
      return state.population === "all" ? row.status !== "incomplete" : row.status === "ok";
    }
    const value = valueIn(
      row,
      state.metric,
      /per_s$/.test(state.metric) ? "higher" : "lower",
      state.population as Population,
    );
    return value !== undefined && value !== null;
  });
}

/** Puts the table into `root`. */
export function mountRequests(root: HTMLElement, rows: Row[]): void {
  const state = readState(defaults);
  const found = requestsOf(rows, state);
  const facts = Object.entries(state).filter(([k, v]) =>
    v && !["data", "sort", "open", "at"].includes(k)
  ).map(([k, v]) => `${k} = ${v}`);
  root.innerHTML = `<p class="find"><b>${count(found.length)} ${
    found.length === 1 ? "request" : "requests"
  }</b>${facts.length ? `: ${facts.map(escapeHtml).join(", ")}` : " in all"}.${
    found.some((r) => r.simulated) ? ' <span class="badge sim">simulated</span>' : ""
  }</p><div class="scroll" tabindex="0" role="region" aria-label="Requests"><table class="plain"><thead></thead><tbody></tbody></table></div><aside class="drawer" aria-label="One request" hidden></aside>`;
  const sort = () => {
    if (!state.sort) return found;
    const key = state.sort.replace("-", ""), sign = state.sort.startsWith("-") ? -1 : 1;
    return [...found].sort((
      a,
      b,
    ) => (a[key] === null
      ? 1
      : b[key] === null
      ? -1
      : sign * ((a[key] as number) - (b[key] as number)))
    );
  };
  const draw = () => {
    root.querySelector("thead")!.innerHTML =
      `<tr><th>System</th><th class="n">No.</th><th>Status</th>${
        shown.map(([key, label]) =>
          `<th class="n"><button type="button" data-sort="${key}">${label}${
            state.sort === key ? " ↑" : state.sort === `-${key}` ? " ↓" : ""
          }</button></th>`
        ).join("")
      }</tr>`;
    root.querySelector("tbody")!.innerHTML = sort().slice(0, 2000).map((row) =>
      `<tr data-key="${
        escapeHtml(keyOf(row))
      }"><th scope="row"><a href="#" class="open"><i class="dot" style="--c:${
        providerColor(String(row.provider))
      }"></i> ${escapeHtml(providerLabel(String(row.provider)))}</a> ${
        escapeHtml(String(row.model_size ?? row.model).slice(0, 40))
      }</th><td class="n">${Number(row.request_index) + 1}</td><td${
        row.status === "ok" ? "" : ' class="fails"'
      }>${row.status}${
        row.error_class ? `: ${String(row.error_class).replaceAll("_", " ")}` : ""
      }</td>${
        shown.map(([key, , digits]) =>
          `<td class="n">${
            row[key] === null || row[key] === undefined
              ? '<span class="null">null</span>'
              : (row[key] as number).toFixed(digits)
          }</td>`
        ).join("")
      }</tr>`
    ).join("");
  };
  const open = () => {
    const drawer = root.querySelector<HTMLElement>(".drawer")!;
    const row = found.find((r) => keyOf(r) === state.open);
    drawer.hidden = !row;
    if (row) drawer.innerHTML = rowHtml(row);
  };
  root.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const button = target.closest<HTMLElement>("[data-sort]");
    const link = target.closest<HTMLElement>("a.open");
    if (target.closest("button.close")) state.open = "";
    else if (button) {
      state.sort = state.sort === button.dataset.sort
        ? `-${button.dataset.sort}`
        : button.dataset.sort!;
    } else if (link) {
      event.preventDefault();
      state.open = link.closest<HTMLElement>("tr")!.dataset.key!;
    } else return;
    writeState(state, defaults);
    if (button) draw();
    open();
  });
  draw();
  open();
  root.dataset.ready = "1";
}

const keyOf = (row: Row) =>
  `${row.run_id} ${row.provider} ${row.model} ${row.request_index} ${row.attempt ?? 1}`;

/** One request's whole row: every column, what was not observed as null. */
export function rowHtml(row: Row): string {
  const cell = (value: unknown) =>
    value === null || value === undefined ? '<dd class="null">null</dd>' : `<dd>${
      escapeHtml(
        Array.isArray(value)
          ? `${value.length} values, ${
            value.slice(0, 4).map((v) => Number(v).toPrecision(3)).join(", ")
          } …`
          : typeof value === "number"
          ? String(Number(value.toPrecision(6)))
          : String(value),
      )
    }</dd>`;
  return `<div class="dh"><h2><i class="dot" style="--c:${
    providerColor(String(row.provider))
  }"></i>${escapeHtml(providerLabel(String(row.provider)))}, request ${
    Number(row.request_index) + 1
  }</h2><button type="button" class="close" aria-label="Close">×</button></div><dl>${
    Object.entries(row).map(([key, value]) => `<div><dt>${key}</dt>${cell(value)}</div>`).join("")
  }</dl>`;
}
