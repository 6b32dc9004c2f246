/** One request: its whole row, its timeline, and the way to the next. */
import { timelineHtml } from "./drawer_timeline.js";
import { otherEnd } from "../words/finish_words.js";
import { escapeHtml, significant } from "../words/format.js";
import { providerName } from "../words/names.js";
import { markHtml, markOf } from "./provider_marks.js";
import { type Html, runLink } from "./row_table.js";
import { rowKey } from "../rows/systems.js";

type Row = Record<string, unknown>;
/** What a page knows about an open request beyond its row. */
export interface Context {
  /** Short facts, such as "MAD z = 25.4". */
  badges?: string[];
  /** A typical request of the same run, for the timeline; `typicalNote` says why that one. */
  typical?: Row | null;
  typicalNote?: string;
  /** What it is a part of, below its own time. */
  whole?: Html | null;
  /** What previous and next step through, such as "flagged", and whether there are such. */
  step?: { name: string; previous: boolean; next: boolean };
}
export interface Drawer {
  /** Shows a row, or closes with null. Previous and next step through `among`, each of which is called `name`. */
  show(row: Row | null, among: Row[], name: string, context?: Context): void;
}

function cellHtml(value: unknown): string {
  if (value === null || value === undefined) return '<dd class="null">null</dd>';
  const short = (x: unknown) => String(Number(Number(x).toPrecision(9)));
  const text = Array.isArray(value)
    ? `${value.length} values: ${value.map(short).join(", ")}`
    : typeof value === "number"
    ? short(value)
    : String(value);
  return `<dd>${escapeHtml(text)}</dd>`;
}

const sqlText = (value: unknown) => `'${String(value).replaceAll("'", "''")}'`;
/** A query that finds a row in the store. */
export function sqlOf(row: Row): string {
  const same = ["run_id", "provider", "model", "phase"].map((k) => `${k} = ${sqlText(row[k])}`);
  const numbers = `request_index = ${row.request_index} AND attempt = ${row.attempt ?? 1}`;
  return `SELECT * FROM requests WHERE ${same.join(" AND ")} AND ${numbers}`;
}

/** Of a request that was sent again, or was to be: the wait, and a query that finds its attempts. */
function againOf(row: Row): { badge: string; sql: string } {
  if (typeof row.retry_in_s !== "number") return { badge: "", sql: "" };
  const same = ["run_id", "provider", "model"].map((k) => `${k} = ${sqlText(row[k])}`);
  const sql = `SELECT * FROM requests WHERE ${same.join(" AND ")} AND phase IN (${
    sqlText(row.phase)
  }, 'retry') AND request_index = ${row.request_index} ORDER BY attempt`;
  return {
    badge: `<span class="badge">to be sent again after ${significant(row.retry_in_s)} s</span>`,
    sql: `<details><summary>SQL for all its attempts</summary><pre tabindex="0">${
      escapeHtml(sql)
    }</pre></details>`,
  };
}

function actionsHtml(row: Row, step: Context["step"]): string {
  const json = encodeURIComponent(JSON.stringify(row, null, 2));
  const name = `${row.run_id}-${row.provider}-${row.request_index}.json`;
  const button = (by: number, words: string, on: boolean) =>
    `<button type="button" data-step="${by}"${on ? "" : " disabled"}>${words}</button>`;
  return `<div class="da">${
    step
      ? button(-1, `‹ previous ${step.name}`, step.previous) +
        button(1, `next ${step.name} ›`, step.next)
      : ""
  }<button type="button" data-copy>Copy link</button><a href="data:application/json;charset=utf-8,${json}" download="${
    escapeHtml(name)
  }">JSON</a></div>`;
}

const neverZero =
  '<p class="cap"><span class="null">null</span>: not observed. It is never written as 0.</p>';

/** One request's whole row: every column, what was not observed as null. */
export function rowHtml(row: Row, context: Context = {}): string {
  const provider = String(row.provider);
  const mark = markOf(provider, Boolean(row.simulated));
  const size = row.model_size ? ` ${String(row.model_size).toUpperCase()}` : "";
  const title = `${providerName(provider)}${size}, request ${Number(row.request_index) + 1}`;
  const ended = otherEnd(row);
  const again = againOf(row);
  const why = String(row.error_class ?? row.status).replaceAll("_", " ");
  return `<div class="dh"><h2 tabindex="-1">${markHtml(mark)}${
    escapeHtml(title)
  }</h2><button type="button" class="close" aria-label="Close">×</button></div><p class="bs">${
    row.simulated ? '<span class="badge sim">simulated</span>' : ""
  }${row.status === "ok" ? "" : `<span class="badge fail">× ${escapeHtml(why)}</span>`}${
    ended === null ? "" : `<span class="badge">unknown end: ${escapeHtml(ended)}</span>`
  }${again.badge}${
    (context.badges ?? []).map((b) => `<span class="badge">${escapeHtml(b)}</span>`).join("")
  }</p>${timelineHtml(row, context.typical ?? null, mark.color)}${
    context.typicalNote ? `<p class="cap">${escapeHtml(context.typicalNote)}</p>` : ""
  }${context.whole?.html ?? ""}${actionsHtml(row, context.step)}<h3>The record</h3><dl>${
    Object.entries(row).map(([key, value]) =>
      `<div><dt>${key}</dt>${
        key === "run_id"
          ? `<dd>${runLink(String(value), String(value)).html}</dd>`
          : cellHtml(value)
      }</div>`
    ).join("")
  }</dl><details><summary>SQL for this row</summary><pre tabindex="0">${
    escapeHtml(sqlOf(row))
  }</pre></details>${again.sql}${neverZero}`;
}

/**
 * The drawer of a page whose state has the open request under `open`. Links with `data-open` open it, and it has the
 * focus then; Escape closes it, wherever the focus is, and the link of its row gets the focus. Arrow keys step while
 * the focus is inside.
 */
export function mountDrawer(
  root: HTMLElement,
  choose: (change: { open: string }, step: boolean) => void,
): Drawer {
  const element = root.querySelector<HTMLElement>(".drawer")!;
  let open = "";
  let written = "";
  let neighbours: (Row | undefined)[] = [];
  const stepTo = (by: number) => {
    const row = neighbours[by < 0 ? 0 : 1];
    if (row) choose({ open: rowKey(row) }, false);
  };
  root.addEventListener("click", (event) => {
    const link = (event.target as HTMLElement).closest<HTMLElement>("[data-open]");
    if (!link) return;
    event.preventDefault();
    choose({ open: link.dataset.open! }, true);
  });
  element.addEventListener("click", async (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("button");
    if (button?.classList.contains("close")) choose({ open: "" }, true);
    else if (button?.dataset.step) stepTo(Number(button.dataset.step));
    else if (button && "copy" in button.dataset) {
      // Without a secure context there is no clipboard: then the address bar has the link.
      const copied = await navigator.clipboard?.writeText(location.href).then(
        () => true,
        () => false,
      );
      button.textContent = copied ? "Copied" : "The address bar has the link";
    }
  });
  element.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") stepTo(-1);
    else if (event.key === "ArrowRight") stepTo(1);
    else return;
    event.preventDefault();
  });
  // Whoever clicked on the page meanwhile, or came by a link, closes it just so.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || element.hidden || event.defaultPrevented) return;
    event.preventDefault();
    choose({ open: "" }, true);
  });
  return {
    show(row, among, name, context = {}) {
      const at = row ? among.indexOf(row) : -1;
      // Whoever opened a row that is not among them steps to the first.
      neighbours = at < 0 ? [among[0], among[0]] : [among[at - 1], among[at + 1]];
      const was = open;
      open = row ? rowKey(row) : "";
      element.hidden = !row;
      const step = { name, previous: at > 0, next: at < among.length - 1 };
      const html = row ? rowHtml(row, { ...context, step }) : "";
      if (html !== written) element.innerHTML = written = html;
      for (const link of root.querySelectorAll<HTMLElement>("[data-open]")) {
        link.closest("tr")!.classList.toggle("opened", link.dataset.open === open);
      }
      if (open === was) return;
      element.scrollTop = 0;
      const home = row ? "h2" : `[data-open="${CSS.escape(was)}"]`;
      (row ? element : root).querySelector<HTMLElement>(home)?.focus({ preventScroll: !!row });
    },
  };
}
