/** Views that the publisher gave a name, as links over the boards. */
import type { Preset } from "@/benchmarks/store/board/presets_file.ts";
import { escapeHtml } from "../words/format.js";
import { external, pageHref, queryOf } from "../words/links.js";

/** Address of a view, from the page that offers it. */
const hrefOf = ({ page, query }: Preset): string =>
  page.endsWith("/")
    ? `./${page}index.html${Object.keys(query).length ? `?${queryOf(query)}` : ""}`
    : pageHref(page, query);

/** The line of links; nothing where nothing is named. */
export const presetsHtml = (presets: Preset[]): string =>
  presets.length
    ? `<p class="links presets"><span>Views</span>${
      presets.map((preset) =>
        `<a ${external} href="${escapeHtml(hrefOf(preset))}">${escapeHtml(preset.name)}</a>`
      ).join("")
    }</p>`
    : "";
