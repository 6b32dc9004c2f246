/** What the store has of a provider, as a table. */
import type { MeasuredRow } from "@/benchmarks/queries/tables/providers.ts";
import { joined, link, markup, rowTable } from "../components/row_table.js";
import { count, day } from "../words/format.js";
import { pageHref } from "../words/links.js";

const up = { up: "../" };
const requests = ({ provider, selected }: MeasuredRow) =>
  pageHref("requests", {
    ...(selected ? { data: "timed" } : {}),
    provider,
    population: "all",
  }, up);

/** What the store has of it, a label per row, linked to the requests. */
export const measuredHtml = (measured: MeasuredRow[]): string =>
  rowTable<MeasuredRow>([
    { head: "Rows labelled", show: (m) => link(requests(m), m.provider) },
    { head: "Requests", label: "requests", show: (m) => count(m.attempts) },
    { head: "Succeeded", label: "succeeded", show: (m) => count(m.succeeded) },
    { head: "Models", label: "models", show: (m) => m.models },
    {
      head: "Days",
      label: "days",
      show: (m) =>
        joined([
          markup`${[...new Set([day(m.first_day), day(m.last_day)])].filter(Boolean).join(" to ")}`,
          m.selected
            ? markup` <span class="cap"><a href="${pageHref("time", {}, up)}">by hour</a></span>`
            : markup` <span class="cap"><a href="${pageHref("", {}, up)}">ranked</a></span>`,
        ]),
    },
  ], measured);
