/** What a publisher put over the boards: the newest edition, and views that have a name. */
import type { Preset } from "@/benchmarks/store/board/presets_file.ts";
import type { Since } from "@/benchmarks/queries/published/since_edition.ts";
import { escapeHtml } from "../words/format.js";
import { external, pageHref, queryOf } from "../words/links.js";
import { sinceHtml } from "./since.js";

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

/** What stands over the boards of `/`: how they stand to the newest edition, and the named views. */
export const aboveHtml = (presets: Preset[], since: Since | null): string =>
  sinceHtml(since) + presetsHtml(presets);
