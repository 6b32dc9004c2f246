/** One request: its whole row, its timeline, and the way to the next. */
import { timelineHtml } from "./drawer_timeline.js";
import { otherEnd } from "../words/finish_words.js";
import { escapeHtml } from "../words/format.js";
import { providerName } from "../words/names.js";
import { markHtml, markOf } from "./provider_marks.js";

type Row = Record<string, unknown>;
/** What a page knows about an open request beyond its row. */
export interface Context {
  /** Short facts, such as "MAD z = 25.4". */
  badges?: string[];
  /** A typical request of the same run, for the timeline; `typicalNote` says why that one. */
  typical?: Row | null;
  typicalNote?: string;
  /** What previous and next step through, such as "flagged". */
  step?: { name: string; previous: boolean; next: boolean };
}
export interface Drawer {
  /** Opens a row, or closes with null. `focus` moves the focus, as a click does and a link does not. */
  show(row: Row | null, context?: Context, focus?: boolean): void;
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

/** One request's whole row: every column, what was not observed as null. */
export function rowHtml(row: Row, context: Context = {}): string {
  const provider = String(row.provider);
  const mark = markOf(provider, Boolean(row.simulated));
  const size = row.model_size ? ` ${String(row.model_size).toUpperCase()}` : "";
  const title = `${providerName(provider)}${size}, request ${Number(row.request_index) + 1}`;
  const ended = otherEnd(row);
  const why = String(row.error_class ?? row.status).replaceAll("_", " ");
  return `<div class="dh"><h2 tabindex="-1">${markHtml(mark)}${
    escapeHtml(title)
  }</h2><button type="button" class="close" aria-label="Close">×</button></div><p class="bs">${
    row.simulated ? '<span class="badge sim">simulated</span>' : ""
  }${row.status === "ok" ? "" : `<span class="badge fail">× ${escapeHtml(why)}</span>`}${
    ended === null ? "" : `<span class="badge">unknown end: ${escapeHtml(ended)}</span>`
  }${
    (context.badges ?? []).map((b) => `<span class="badge">${escapeHtml(b)}</span>`).join("")
  }</p>${timelineHtml(row, context.typical ?? null, mark.color)}${
    context.typicalNote ? `<p class="cap">${escapeHtml(context.typicalNote)}</p>` : ""
  }${actionsHtml(row, context.step)}<h3>The record</h3><dl>${
    Object.entries(row).map(([key, value]) => `<div><dt>${key}</dt>${cellHtml(value)}</div>`).join(
      "",
    )
  }</dl><details><summary>SQL for this row</summary><pre tabindex="0">${
    escapeHtml(sqlOf(row))
  }</pre></details><p class="cap"><span class="null">null</span>: not observed. It is never written as 0.</p>`;
}

/**
 * Makes `element` the page's drawer. Arrow keys step while the focus is inside; Escape closes, wherever the focus is.
 * Then it goes to what `home` gives, the mark of the row on the page, or else to where it came from.
 */
export function mountDrawer(
  element: HTMLElement,
  on: { close(): void; step?(by: -1 | 1): void; home?(): HTMLElement | null },
): Drawer {
  let opener: HTMLElement | null = null;
  const close = () => {
    const home = on.home?.() ?? opener;
    on.close();
    if (home?.isConnected) home.focus();
    opener = null;
  };
  element.addEventListener("click", async (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("button");
    if (button?.classList.contains("close")) close();
    else if (button?.dataset.step) on.step?.(button.dataset.step === "1" ? 1 : -1);
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
    if (event.key === "ArrowLeft") on.step?.(-1);
    else if (event.key === "ArrowRight") on.step?.(1);
    else return;
    event.preventDefault();
  });
  // Whoever clicked on the page meanwhile, or came by a link, closes it just so.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || element.hidden || event.defaultPrevented) return;
    event.preventDefault();
    close();
  });
  return {
    show(row, context, focus = false) {
      if (focus && row && !element.contains(document.activeElement)) {
        opener = document.activeElement as HTMLElement | null;
      }
      element.hidden = !row;
      element.innerHTML = row ? rowHtml(row, context) : "";
      if (!row) return;
      element.scrollTop = 0;
      if (focus) element.querySelector<HTMLElement>("h2")!.focus({ preventScroll: true });
    },
  };
}
