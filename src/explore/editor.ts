/** The field for a query, what runs it, the panel and the history that fill it. */
import { readAddress } from "./address.js";
import { forget, historyHtml, remembered } from "./history.js";
import { statementOf } from "./query_text.js";
import { listenSchema } from "./schema_panel.js";

export interface Editor {
  put(sql: string): void;
  /** Says what goes on, until `end`. */
  begin(words: string): void;
  /** Shows what DuckDB has against the query; null where it was answered. */
  end(error: string | null): void;
}

export function mountEditor(
  root: HTMLElement,
  on: { run(sql: string): void; stop(): Promise<void> },
): Editor {
  const find = <T extends HTMLElement>(selector: string) => root.querySelector<T>(selector)!;
  const field = find<HTMLTextAreaElement>("textarea");
  const form = find<HTMLFormElement>("form.ask");
  const stop = find<HTMLButtonElement>(".stop");
  const wrong = find(".wrong");
  const past = find<HTMLDetailsElement>(".past");

  const fit = () => field.rows = Math.min(24, Math.max(6, field.value.split("\n").length + 1));
  const put = (sql: string) => {
    field.value = sql;
    fit();
  };
  const listPast = () => find(".past > div").innerHTML = historyHtml();

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    on.run(field.value);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    on.run(field.value);
  });
  field.addEventListener("input", fit);
  stop.addEventListener("click", on.stop);
  find(".examples").addEventListener("click", (event) => {
    const link = (event.target as HTMLElement).closest("a");
    // A new tab stays a new tab.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { sql } = readAddress(new URL(link.href));
    put(sql);
    on.run(sql);
  });
  listenSchema(find(".schema"), (name) => {
    field.focus();
    const before = field.value.slice(0, field.selectionStart);
    const words = /[\s(,."]$|^$/.test(before) ? name : ` ${name}`;
    // As if it were typed, so that it can be undone.
    if (!document.execCommand("insertText", false, words)) field.setRangeText(words);
  });
  past.addEventListener("toggle", listPast);
  past.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("button");
    if (!button) return;
    if ("forget" in button.dataset) forget();
    const sql = remembered(Number(button.dataset.past));
    if (sql !== undefined) {
      put(sql);
      on.run(sql);
    }
    listPast();
  });
  fit();

  return {
    put: (sql) => {
      // What is typed on meanwhile stays, where it is the same query.
      if (statementOf(field.value) !== statementOf(sql)) put(sql);
    },
    begin(words) {
      root.setAttribute("aria-busy", "true");
      find(".state").textContent = words;
      stop.hidden = false;
      wrong.hidden = true;
    },
    end(error) {
      root.removeAttribute("aria-busy");
      find(".state").textContent = "";
      stop.hidden = true;
      wrong.textContent = error ?? "";
      wrong.hidden = error === null;
      find(".answer").hidden = error !== null; // it is that of another question
      if (past.open) listPast();
    },
  };
}
