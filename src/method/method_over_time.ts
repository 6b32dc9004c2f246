/** What `deno task bench:coverage --over-time` found, as tables of /method. */
import type { Found } from "@/benchmarks/queries/tables/method.ts";
import type { Answer } from "@/benchmarks/queries/tables/table.ts";
import { baked } from "../components/files.js";
import { type Field, type Html, markup, rowTable } from "../components/row_table.js";
import { numbers } from "../components/table.js";
import { count, day } from "../words/format.js";
import { percent, promise } from "./method_coverage.js";

const cell = (found: Found | undefined): Html =>
  found ? markup`${percent(found.share ?? 0)} ${promise(found)}` : markup``;

/** A row per group of cells, and a column per kind of them. */
function crossed(
  rows: Found[],
  group: (found: Found) => string,
  heads: Field<Found[]>[],
  columns: [name: string, is: (found: Found) => boolean][],
): string {
  return rowTable<Found[]>(
    [
      ...heads,
      ...columns.map(([name, is]) => ({
        head: name,
        label: name,
        show: (own: Found[]) => cell(own.find(is)),
      })),
    ],
    [...Map.groupBy(rows, group).values()],
    { kind: "stack cv" },
  );
}

const medians: Field<Found[]> = { head: "Medians are", show: ([{ data }]) => data };
const unique = <T>(list: T[]): T[] => [...new Set(list)];

const hoursHtml = (rows: Found[]): string =>
  crossed(
    rows,
    (r) => `${r.data}\n${r.n}`,
    [medians, { head: numbers("Days"), show: ([{ n }]) => count(n) }],
    unique(rows.map((r) => r.asks)).map((asks) => [asks, (r) => r.asks === asks]),
  );

const stillHtml = (rows: Found[]): string =>
  crossed(
    rows,
    (r) => r.data,
    [medians],
    unique(rows.map((r) => r.n)).sort((a, b) => a - b)
      .map((n) => [`${count(n)} runs`, (r) => r.n === n]),
  );

const changesHtml = (rows: Found[]): string =>
  crossed(
    rows,
    (r) => r.asks,
    [{ head: "120 hourly runs with", show: ([{ asks }]) => asks }],
    unique(rows.map((r) => r.data)).map((data) => [data, (r) => r.data === data]),
  );

/** The three tables, with what they were made of. */
export function overTimeHtml({ hours, still, changes }: {
  hours: Answer<Found>;
  still: Answer<Found>;
  changes: Answer<Found>;
}): string {
  const promised = [...hours.rows, ...still.rows, ...changes.rows]
    .filter((r) => r.promised_least !== null);
  const kept = promised.filter((r) => r.kept).length;
  const [{ runs, made_on }] = hours.rows;
  return [
    `<p><b>${kept} of ${promised.length} promises over time are kept.</b> ${
      count(runs)
    } series of `,
    `each kind were drawn, and judged as real ones are. First hourly medians of whole days: how `,
    `often an effect of the hour is claimed where there is none, how often one of 5% is, and how `,
    `often the intervals of its amplitude and of all its 24 hours hold what was put in.</p>`,
    baked(hours.table, hoursHtml(hours.rows)),
    `<p>Then series of runs in which nothing changes: the share of series in which a change is `,
    `claimed all the same.</p>`,
    baked(still.table, stillHtml(still.rows)),
    `<p>And series of 120 hourly runs, five days, with changes of known size and place:</p>`,
    baked(changes.table, changesHtml(changes.rows)),
    `<p class="cap">Made on ${day(made_on)} from seeds that the file names. Medians have a `,
    `standard deviation of 10% of the log; AR(1) 0.67: each resembles the one before; day levels: `,
    `each day has a level of its own, with that standard deviation; an hour effect of 40%: a wave `,
    `of 24 hours that rises 40% above the level; heavy tails: Student’s t with 3 degrees of `,
    `freedom; gaps: every third hour and a whole day are missing.</p>`,
  ].join("");
}
