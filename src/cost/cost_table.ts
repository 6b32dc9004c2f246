/** The table of /cost: prices with their source and age, and what requests cost. */
import { systemShown } from "../components/metric_fields.js";
import { type Field, markup, rowTable, type Shown } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import { agedDayHtml } from "../words/age.js";
import { count, day } from "../words/format.js";
import { type CostRow, type System } from "./cost_data.js";
import type { Point } from "./frontier.js";
import { priceAge, usd } from "./cost_words.js";

/** A system, its row under the limits in force, and its place where it has a point. */
export interface Line {
  system: System;
  row: CostRow;
  point: Point | undefined;
}

const none = { html: '<span class="null">null</span>' };
const money = (amount: unknown, times = 1): Shown =>
  typeof amount === "number" ? usd(amount * times) : none;

const places = { on: "on the line", off: "off it", unsure: "cannot be told" };
const placeShown = (point: Point | undefined): Shown =>
  point?.place
    ? places[point.place]
    : point
    ? markup`not ranked <small>${point.below.join("; ")}</small>`
    : "no point";

function priceShown({ row }: Line): Shown {
  const further = [
    ["cached", row.cached_input_usd_per_million],
    ["reasoning", row.reasoning_usd_per_million],
  ].filter(([, price]) => price !== null).map(([name, price]) => `, ${name} ${usd(Number(price))}`);
  return markup`${money(row.input_usd_per_million)} in, ${money(row.output_usd_per_million)} out${
    further.join("")
  }${row.tier ? ` · tier ${row.tier}` : ""} <small>${String(row.source)}, seen ${{
    html: agedDayHtml(row.seen_on as string),
  }}; ${priceAge(Number(row.price_age_days))}${
    row.valid_from ? `; in force from ${day(row.valid_from as string)}` : ""
  }</small>`;
}

/** How many requests the cost is of, and what was left out. */
function requestsShown({ row }: Line): Shown {
  const costed = Number(row.costed), succeeded = Number(row.succeeded);
  const notes = [
    ...costed < succeeded && row.source !== null
      ? [`${count(succeeded - costed)} left out: no known cost`]
      : [],
    ...costed > 0 && Number(row.usage_reported) < costed
      ? [`${count(costed - Number(row.usage_reported))} not counted by the provider`]
      : [],
    ...Number(row.failed_billed) ? [`${count(Number(row.failed_billed))} failed, billed`] : [],
  ];
  return notes.length ? markup`${count(costed)} <small>${notes.join(", ")}</small>` : count(costed);
}

const sloShown = ({ row }: Line): Shown => {
  if (row.slo_requests === null) return none;
  const share = markup`<small>${count(Number(row.slo_requests))} of ${
    count(Number(row.attempts))
  } attempts</small>`;
  return row.usd_per_million_slo_tokens === null
    ? markup`no token ${share}`
    : markup`${money(row.usd_per_million_slo_tokens)} ${share}`;
};

/** Systems with a price, the cheapest first. */
export function costTableHtml(lines: Line[], title: string): string {
  const fields: Field<Line>[] = [
    {
      head: "System",
      show: ({ system, row }) =>
        row.run_day === null ? systemShown(system) : markup`${systemShown(system)}<small>run ${{
          html: agedDayHtml(row.run_day as string),
        }}</small>`,
    },
    { head: "Price per million tokens", kind: "words price", show: priceShown },
    { head: numbers("n"), show: requestsShown },
    { head: numbers("1,000 requests, mean"), show: ({ row }) => money(row.mean_usd, 1000) },
    { head: numbers("Median"), show: ({ row }) => money(row.median_usd, 1000) },
    {
      head: numbers("Million output tokens"),
      show: ({ row }) => money(row.usd_per_million_output),
    },
    { head: numbers("Million tokens within the limits"), show: sloShown },
    { head: "Frontier", show: ({ point }) => placeShown(point) },
  ];
  return region(
    `What requests cost, ${title}`,
    rowTable(fields, lines, {
      kind: "stack costs",
      attributes: ({ system }) => ({ "data-system": system.name, "data-run": system.row.run_id }),
    }),
  );
}
