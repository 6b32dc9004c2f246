/** The lines of `prices.csv`, each read into a price or refused with the reason. Pure. */
import { csvLines } from "../../shared/csv_lines.ts";

const texts = ["provider", "model", "tier", "source"] as const;
const days = ["valid_from", "seen_on"] as const;
const amounts = [
  "input_usd_per_million",
  "cached_input_usd_per_million",
  "output_usd_per_million",
  "reasoning_usd_per_million",
] as const;

/** Columns of the file and of table `prices`, with DuckDB's types. */
export const priceColumns = {
  provider: "VARCHAR",
  model: "VARCHAR",
  tier: "VARCHAR",
  valid_from: "DATE",
  input_usd_per_million: "DOUBLE",
  cached_input_usd_per_million: "DOUBLE",
  output_usd_per_million: "DOUBLE",
  reasoning_usd_per_million: "DOUBLE",
  source: "VARCHAR",
  seen_on: "DATE",
};
type Column = keyof typeof priceColumns;
const names = Object.keys(priceColumns) as Column[];
/** An empty cell is null: not known. */
export type Price = Record<Column, string | number | null>;
/** Without them it is no price of anything, or a number that nobody can check. */
const needed = ["provider", "model", "source", "seen_on"] as const;

/** What could be read, and what is wrong with the rest: "line 3: ...". */
export interface ReadPrices {
  prices: Price[];
  faults: string[];
}

export function readPriceLines(text: string): ReadPrices {
  const [head, ...lines] = csvLines(text);
  if (!head) return { prices: [], faults: [] };
  const columns = head.fields.map((name) => name.trim());
  const lost = names.filter((name) => columns.filter((own) => own === name).length !== 1);
  if (lost.length) return { prices: [], faults: [`line ${head.line}: ${headFault(lost)}`] };
  const faults: [line: number, fault: string][] = [];
  const read = lines.flatMap(({ line, fields, open }) => {
    const cells = Object.fromEntries(
      names.map((name) => [name, fields[columns.indexOf(name)]?.trim() ?? ""]),
    ) as Record<Column, string>;
    const fault = open
      ? "a quote begins in it that never ends"
      : fields.length !== columns.length
      ? `it has ${fields.length} fields, the first line ${columns.length}`
      : faultOf(cells);
    if (fault) faults.push([line, fault]);
    return fault ? [] : [{ line, price: priceOf(cells) }];
  });
  const alike = Map.groupBy(read, ({ price }) => JSON.stringify(inForce(price)));
  const single = [...alike.values()].filter((own) => own.length === 1).flat();
  for (const own of alike.values()) {
    if (own.length === 1) continue;
    const at = own.map(({ line }) => line).join(" and ");
    faults.push([own[0].line, `lines ${at} are prices of the same from the same day: keep one`]);
  }
  return {
    prices: single.map(({ price }) => price),
    faults: faults.sort(([a], [b]) => a - b).map(([line, fault]) => `line ${line}: ${fault}`),
  };
}

const headFault = (lost: Column[]) =>
  `its first line must name each of ${names.join(", ")} once; wrong: ${lost.join(", ")}`;

/** From when on a price counts: the day it was seen, where nobody says since when. */
const inForce = ({ provider, model, tier, valid_from, seen_on }: Price) => [
  provider,
  model,
  tier,
  valid_from ?? seen_on,
];

function faultOf(cells: Record<Column, string>): string | null {
  const empty = needed.filter((name) => cells[name] === "");
  if (empty.length) return `${empty.join(", ")} is empty`;
  for (const name of days) {
    if (cells[name] && !isDay(cells[name])) {
      return `${name} is ${quoted(cells[name])}, not a day like 2026-01-31, of 1970 to 2199`;
    }
  }
  for (const name of amounts) {
    if (cells[name] && !/^\d{1,9}(\.\d{1,12})?$/.test(cells[name])) {
      return `${name} is ${quoted(cells[name])}, not an amount like 0.59`;
    }
  }
  return amounts.every((name) => cells[name] === "") ? "it has no price" : null;
}

const quoted = (text: string) => JSON.stringify(text.slice(0, 40));

function isDay(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return year >= 1970 && year < 2200 && day >= 1 && day <= length;
}

function priceOf(cells: Record<Column, string>): Price {
  const price = { ...cells } as Price;
  for (const name of [...texts, ...days]) price[name] = cells[name] || null;
  for (const name of amounts) price[name] = cells[name] === "" ? null : Number(cells[name]);
  return price;
}
