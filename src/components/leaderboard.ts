/** The leaderboard as a page: controls, every view baked as HTML, and their life in the browser. */
import {
  finding,
  makeView,
  type MetricInfo,
  populationLabels,
  type RequestRow,
  sortSystems,
  tableHtml,
  type View,
} from "./board.js";
import { flagsOf } from "./flags.js";
import { day, escapeHtml } from "./format.js";
import { readState, writeState } from "./state.js";
import { type Population, type StatisticName, type Statistics } from "./statistics.js";

/** A board and what its controls call it. */
export interface Board {
  id: string;
  label: string;
  title: string;
  workload: string;
  days: string;
  ancestor: boolean;
}

/** The boards of the rows, the largest workload first, the largest model first. */
export function boardsOf(rows: RequestRow[]): Board[] {
  const byId = new Map<string, RequestRow[]>();
  for (const row of rows) {
    if (!byId.has(row.board)) byId.set(row.board, []);
    byId.get(row.board)!.push(row);
  }
  const boards = [...byId].map(([id, own]) => {
    const size = own[0].model_size as string | null;
    const days = own.map((r) => r.run_day).filter((d): d is string => d !== null).sort();
    const label = size ? size.toUpperCase() : own[0].model;
    return {
      board: {
        id,
        label,
        title: size
          ? `${own.every((r) => /llama-?v?2/i.test(r.model)) ? "Llama 2 " : ""}${label}`
          : label,
        workload: own[0].workload as string,
        days: days.length
          ? (days[0] === days[days.length - 1]
            ? day(days[0])
            : `${day(days[0])} to ${day(days[days.length - 1])}`)
          : "",
        ancestor: own.every((r) => r.imported_from === "llmperf"),
      },
      workloadSize: rows.filter((r) => r.board.split("|")[0] === id.split("|")[0]).length,
      size: size ? parseFloat(size) : 0,
    };
  });
  boards.sort((a, b) =>
    b.workloadSize - a.workloadSize || a.board.workload.localeCompare(b.board.workload) ||
    b.size - a.size || a.board.label.localeCompare(b.board.label)
  );
  return boards.map((b) => b.board);
}

/** Populations a board offers. */
export const populationsOf = (board: Board): Population[] =>
  board.ancestor ? ["succeeded", "all", "ancestor"] : ["succeeded", "all"];

/** Class of one view: no character that CSS minds. */
export const viewClass = (board: number, metric: string, population: string): string =>
  `v-${board}-${metric}-${population}`;

/** One view: heading, finding, table and caption. */
export async function viewHtml(
  view: View,
  board: Board,
  sorted?: { by: string; worstFirst: boolean },
): Promise<string> {
  const title = `${board.title}: ${view.metric.label.toLowerCase()}`;
  const n = view.systems.reduce((sum, s) => sum + s.attempted, 0);
  const population = view.population === "all"
    ? "all attempts: a failure counts as infinite latency and zero throughput, and a quantile among failures prints “fails”"
    : view.population === "ancestor"
    ? "as LLMPerf counted in 2023"
    : "succeeded requests";
  return `<h2>${escapeHtml(title)}</h2><p class="find">${finding(view)}</p>${await tableHtml(
    view,
    title,
    sorted,
  )}<p class="cap">${view.systems.length} ${view.systems.length === 1 ? "system" : "systems"}, ${
    n.toLocaleString("en-US")
  } attempts, ${board.days}; ${
    escapeHtml(board.workload)
  }. Population: ${population}. Statistics in ${
    view.metric.unit || "counts"
  }, quantiles of type 7. <span class="weak">Dotted grey</span>: n too small to bear it (P95 needs 72, P99 368), so nothing is ranked by it. Rows stand in order of the median; how sure that order is, this page does not say yet.</p>`;
}

/** Controls as radio groups, so that views switch without script. */
export function controlsHtml(boards: Board[], metrics: MetricInfo[]): string {
  const seg = (legend: string, name: string, options: [string, string][]) =>
    `<fieldset><legend>${escapeHtml(legend)}</legend><div class="seg">${
      options.map(([value, label]) =>
        `<label><input type="radio" name="${name}" value="${escapeHtml(value)}"${
          value === options[0][0] && !seen.has(name) ? (seen.add(name), " checked") : ""
        }>${escapeHtml(label)}</label>`
      ).join("")
    }</div></fieldset>`;
  const seen = new Set<string>();
  const workloads = [
    ...new Set(boards.map((b) => `${b.workload}|${b.id.split("|").slice(0, 2).join("|")}`)),
  ];
  const boardControls = workloads.map((key) => {
    const own = boards.map((b, i) => [b, i] as const).filter(([b]) =>
      `${b.workload}|${b.id.split("|").slice(0, 2).join("|")}` === key
    );
    return seg(
      workloads.length > 1 ? `${own[0][0].workload} (${own[0][0].days})` : "Model size",
      "board",
      own.map(([b, i]) => [String(i), b.label]),
    );
  }).join("");
  const populations: Population[] = boards.some((b) => b.ancestor)
    ? ["succeeded", "all", "ancestor"]
    : ["succeeded", "all"];
  return `<form class="controls" id="controls">${boardControls}${
    seg("Metric", "metric", metrics.map((m) => [m.name, m.label]))
  }${
    seg("Population", "population", populations.map((p) => [p, populationLabels[p]]))
  }<label class="tog"><input type="checkbox" id="stats">all 8 statistics</label></form>`;
}

/** Stylesheet that shows the one view the radios choose. */
export function viewCss(boards: Board[], metrics: MetricInfo[]): string {
  const rules = boards.flatMap((b, i) =>
    metrics.flatMap((m) =>
      populationsOf(b).map((p) =>
        `body:has([name=board][value="${i}"]:checked):has([name=metric][value="${m.name}"]:checked):has([name=population][value="${p}"]:checked) .${
          viewClass(i, m.name, p)
        }{display:block}`
      )
    )
  );
  const missing = boards.flatMap((b, i) =>
    b.ancestor
      ? []
      : metrics.map((m) =>
        `body:has([name=board][value="${i}"]:checked):has([name=metric][value="${m.name}"]:checked):has([name=population][value="ancestor"]:checked) .${
          viewClass(i, m.name, "succeeded")
        }{display:block}`
      )
  );
  return `<style>.view{display:none}${[...rules, ...missing].join("")}</style>`;
}

/** Everything between the page's head and its caveats, as HTML; `given` holds DuckDB's statistics. */
export async function leaderboardHtml(
  rows: RequestRow[],
  metrics: MetricInfo[],
  given?: (board: string, metric: string, population: Population) => Map<string, Statistics>,
): Promise<string> {
  const boards = boardsOf(rows);
  const views: string[] = [];
  for (const [i, board] of boards.entries()) {
    const own = rows.filter((r) => r.board === board.id);
    for (const m of metrics) {
      for (const p of populationsOf(board)) {
        const view = makeView(own, m, p, false, given?.(board.id, m.name, p));
        views.push(
          `<div class="view ${viewClass(i, m.name, p)}">${await viewHtml(view, board)}</div>`,
        );
      }
    }
  }
  return viewCss(boards, metrics) + controlsHtml(boards, metrics) +
    `<div id="filters"></div><div id="views">${views.join("")}</div>`;
}

const defaults = {
  board: "0",
  metric: "",
  population: "succeeded",
  from: "",
  to: "",
  hour: "",
  outliers: "",
  sort: "median",
  worst: "",
};

/** Brings the baked page to life: the table of the chosen view is computed here, by Arquero, from the requests. */
export function enliven(root: HTMLElement, rows: RequestRow[], metrics: MetricInfo[]): void {
  const boards = boardsOf(rows);
  const form = root.querySelector<HTMLFormElement>("#controls")!;
  const filters = root.querySelector<HTMLElement>("#filters")!;
  const base = { ...defaults, metric: metrics[0].name };
  const state = readState(base);
  const hours = [...new Set(rows.map((r) => r.utc_hour as number | null).filter((h) => h !== null))]
    .sort((a, b) => a! - b!);
  filters.innerHTML =
    `<div class="controls"><fieldset><legend>Requests, in run order (from 1)</legend><input type="number" name="from" min="1" placeholder="first" aria-label="From request" value="${
      escapeHtml(state.from)
    }"> to <input type="number" name="to" min="1" placeholder="last" aria-label="To request" value="${
      escapeHtml(state.to)
    }"></fieldset>${
      hours.length
        ? `<fieldset><legend>UTC hour</legend><select name="hour" aria-label="UTC hour"><option value="">every hour</option>${
          hours.map((h) =>
            `<option value="${h}"${state.hour === String(h) ? " selected" : ""}>${
              String(h).padStart(2, "0")
            }:00</option>`
          ).join("")
        }</select></fieldset>`
        : ""
    }<fieldset><legend>Outliers</legend><div class="seg"><label><input type="checkbox" name="outliers"${
      state.outliers ? " checked" : ""
    }>leave out (MAD and Tukey)</label></div></fieldset></div>`;
  for (const name of ["board", "metric", "population"] as const) {
    const input = form.querySelector<HTMLInputElement>(
      `input[name=${name}][value="${CSS.escape(state[name])}"]`,
    );
    if (input) input.checked = true;
  }
  let turn = 0;
  const update = async () => {
    const mine = ++turn;
    const board = boards[Number(state.board)] ?? boards[0];
    const m = metrics.find((x) => x.name === state.metric) ?? metrics[0];
    const population =
      (populationsOf(board).includes(state.population as Population)
        ? state.population
        : "succeeded") as Population;
    const target = root.querySelector<HTMLElement>(
      `.${viewClass(boards.indexOf(board), m.name, population)}`,
    );
    if (!target) return;
    const { rows: own, filtered } = filterRows(
      rows.filter((r) => r.board === board.id),
      m.name,
      state,
    );
    const view = makeView(own, m, population, filtered);
    if (state.sort !== "median" || state.worst) {
      view.systems = sortSystems(view.systems, m, state.sort as StatisticName, state.worst === "1");
    }
    const html = await viewHtml(view, board, { by: state.sort, worstFirst: state.worst === "1" });
    if (mine !== turn) return;
    target.innerHTML = html;
    root.dataset.ready = String(mine);
    writeState(state, base);
  };
  root.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement | HTMLSelectElement;
    if (!(input.name in state)) return;
    state[input.name as keyof typeof state] = input.type === "checkbox"
      ? ((input as HTMLInputElement).checked ? "1" : "")
      : input.value;
    update();
  });
  root.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("button[data-sort]");
    if (!button) return;
    state.worst = state.sort === button.dataset.sort && !state.worst ? "1" : "";
    state.sort = button.dataset.sort!;
    update();
  });
  update();
}

/** The reader's own filters: a range of the run, an hour, outliers of both rules out. */
export function filterRows(
  rows: RequestRow[],
  metric: string,
  state: { from: string; to: string; hour: string; outliers: string },
): { rows: RequestRow[]; filtered: boolean } {
  let own = rows;
  if (state.from) own = own.filter((r) => r.request_index + 1 >= Number(state.from));
  if (state.to) own = own.filter((r) => r.request_index + 1 <= Number(state.to));
  if (state.hour) own = own.filter((r) => r.utc_hour === Number(state.hour));
  if (state.outliers) {
    const systems = Map.groupBy(own, (r) => `${r.run_id}\n${r.provider}\n${r.model}`);
    const odd = new Set([...systems.values()].flatMap((system) => flaggedByBoth(system, metric)));
    own = own.filter((r) => !odd.has(r));
  }
  return {
    rows: own,
    filtered: own.length !== rows.length ||
      !!(state.from || state.to || state.hour || state.outliers),
  };
}

/** Succeeded rows of one run that both rules flag, on the log of the metric (method page, outlier flags). */
export function flaggedByBoth(rows: RequestRow[], metric: string): RequestRow[] {
  const own = rows.filter((r) => r.status === "ok");
  const flags = flagsOf(own.map((r) => r[metric] as number | null));
  return own.filter((_, i) => flags[i]?.mad && flags[i]?.tukey);
}

/** Controls and empty views for rows that only a page has, then their life. */
export function mountBoards(root: HTMLElement, rows: RequestRow[], metrics: MetricInfo[]): void {
  const boards = boardsOf(rows);
  const views = boards.flatMap((b, i) =>
    metrics.flatMap((m) =>
      populationsOf(b).map((p) => `<div class="view ${viewClass(i, m.name, p)}"></div>`)
    )
  );
  root.innerHTML = viewCss(boards, metrics) + controlsHtml(boards, metrics) +
    `<div id="filters"></div><div id="views">${views.join("")}</div>`;
  enliven(root, rows, metrics);
}
