/** Tables of page `/audit`: published cells beside what the raw rows give. */
import { numbers, table } from "../components/table.js";
import { escapeHtml } from "../words/format.js";
import { external, pageHref } from "../words/links.js";
import { providerLabel } from "../words/providers.js";

export interface Cell {
  run_id: string | null;
  metric: string;
  label: string;
  unit: string;
  model_size: string;
  provider: string;
  statistic: string;
  published: string;
  ours: number;
  follows: boolean;
  why: string | null;
}

/** "Groq 70B". */
export const system = (c: { provider: string; model_size: string }): string =>
  `${providerLabel(c.provider)} ${c.model_size.toUpperCase()}`;
const statistic = (name: string) => name.replace(/^p/, "P");
const raw = (c: Cell) => c.ours.toFixed(4);

/** Address of the requests that a cell was computed from. */
export function cellLink(c: Cell): string {
  return pageHref("requests", {
    run_id: c.run_id,
    provider: c.provider,
    model_size: c.model_size,
    population: "llmperf",
    metric: c.metric,
    at: c.statistic,
  });
}

/** How many of the cells are a matter of rounding, by the first words of their reason, and how many are not. */
export function reasonsText(bad: Cell[]): string {
  const rounding = bad.filter((c) => /^(cut off|rounded)/.test(c.why ?? "")).length;
  const rest = bad.filter((c) => !/^(cut off|rounded)/.test(c.why ?? ""));
  const rows = [...new Set(rest.map((c) => `${system(c)}, ${c.label.toLowerCase()}`))];
  const parts = [
    ...(rounding ? [`${rounding} differ by how they were rounded or interpolated`] : []),
    ...(rest.length ? [`${rest.length} cannot come from these requests (${rows.join("; ")})`] : []),
  ];
  return bad.length ? `Of the ${bad.length} others, ${escapeHtml(parts.join(", and "))}.` : "";
}

/** The cells that do not follow, one a row, with the reason. */
export function badHtml(bad: Cell[]): string {
  const rows = bad.map((c) =>
    `<tr><th scope="row">${escapeHtml(system(c))}</th><td>${c.label}, ${c.unit}</td><td>${
      statistic(c.statistic)
    }</td><td class="n" data-l="published">${
      escapeHtml(c.published)
    }</td><td class="n" data-l="raw data"><a class="num" ${external} href="${
      escapeHtml(cellLink(c))
    }">${raw(c)}</a></td><td class="words">${escapeHtml(c.why ?? "")}</td></tr>`
  );
  const both = [numbers("Published"), numbers("Raw data")];
  return table(["System", "Metric", "Statistic", ...both, "Why"], rows.join(""));
}

/** Every cell as published, a row a system and metric, in the order of the source. */
export function allHtml(cells: Cell[]): string {
  const groups = [...Map.groupBy(cells, (c) => c.metric).values()].map((own) => {
    const lines = [...Map.groupBy(own, system)].map(([name, line]) =>
      `<tr><th scope="row">${name}</th>${
        line.map((c) =>
          `<td class="n${c.follows ? "" : " fails"}"><a class="num" ${external} href="${
            escapeHtml(cellLink(c))
          }" title="raw data: ${raw(c)}">${escapeHtml(c.published)}${
            c.follows ? "" : " ≠"
          }</a></td>`
        ).join("")
      }</tr>`
    );
    return `<tbody><tr><th colspan="${
      1 + new Set(own.map((c) => c.statistic)).size
    }" scope="rowgroup" class="group">${own[0].label}, ${own[0].unit}</th></tr>${
      lines.join("")
    }</tbody>`;
  });
  const names = [...new Set(cells.map((c) => c.statistic))];
  const heads = ["System", ...names.map((s) => numbers(statistic(s)))];
  return table(heads, groups.join(""), "");
}
