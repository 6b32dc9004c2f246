/** What the store has of a provider: which rows are its, and their table. */
import type { MeasuredLabel } from "@/benchmarks/queries/measured_labels.ts";
import { table } from "../components/table.js";
import { count, day, escapeHtml } from "../words/format.js";
import { external, pageHref } from "../words/links.js";
import { type Described, onThisMachine } from "./provider_pages.js";

/** Rows of the store that are its: named as it is, as its host is, or as it says that others name it. */
export function isLabelOf(p: Described, label: string): boolean {
  const host = onThisMachine(p)
    ? undefined
    : p.about.base?.replace(/^\w+:\/\//, "").replace(/[:/].*$/, "");
  return label === p.name || label.startsWith(`${p.name}.`) || label === host ||
    (p.about.labels ?? []).includes(label);
}

/** What the store has of it, a row a label, linked to the requests. */
export function measuredHtml(measured: MeasuredLabel[]): string {
  return table(
    ["Rows labelled", "Requests", "Succeeded", "Models", "Days"],
    measured.map((m) => {
      const href = pageHref("requests", {
        ...(m.selected ? { data: "timed" } : {}),
        provider: m.provider,
        population: "all",
      }, { up: "../" });
      const days = [m.first, m.last].map((iso) => day(iso)).filter(Boolean);
      return `<tr><th scope="row"><a ${external} href="${escapeHtml(href)}">${
        escapeHtml(m.provider)
      }</a></th><td data-l="requests">${count(m.n)}</td><td data-l="succeeded">${
        count(m.ok)
      }</td><td data-l="models">${m.models}</td><td data-l="days">${
        [...new Set(days)].join(" to ")
      } <span class="cap">${
        m.selected
          ? `<a href="${pageHref("time", {}, { up: "../" })}">by hour</a>`
          : `<a href="${pageHref("", {}, { up: "../" })}">ranked</a>`
      }</span></td></tr>`;
    }).join(""),
  );
}
