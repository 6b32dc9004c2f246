/** Sentences of /cost, and its amounts as they are printed. */
import type { MetricInfo } from "../rows/board.js";
import { ageWords } from "../words/age.js";
import { count, day, escapeHtml, significant } from "../words/format.js";
import { csvText } from "../shared/csv.js";
import type { System } from "./cost_data.js";
import type { Point } from "./frontier.js";

/** "$0.697"; a price or a cost of nothing is "$0". */
export const usd = (amount: number): string => `$${significant(amount)}`;

/** How old a price was when the run was made: "3 days old at the run"; one that was seen later, "after the run". */
export function priceAge(days: number): string {
  if (days === 0) return "on the day of the run";
  return days > 0 ? `${ageWords(days)} old at the run` : `${ageWords(-days)} after the run`;
}

/** Why a system has no cost; null where it has one. */
export function whyNone({ row, simulated, otherPrice }: System): string | null {
  if (row.mean_usd !== null) return null;
  if (row.source === null) {
    if (simulated) return "a simulator has no price";
    if (!otherPrice) return "no price in data/prices.csv";
    if (row.run_day === null) return "its run has no day, so no price is in force";
    return `data/prices.csv has no price of it in force on ${day(row.run_day as string)}${
      row.tier ? ` for tier ${row.tier}` : " without a tier"
    }`;
  }
  return row.succeeded === 0
    ? "no request succeeded"
    : "no request of known usage and with a price for all of its tokens";
}

/** Lines to add to the file, with what is to be filled in in capitals. */
export function linesToAdd(systems: System[]): string {
  const blank = {
    cached_input_usd_per_million: null,
    output_usd_per_million: "OUTPUT",
    reasoning_usd_per_million: null,
    source: "WHO SAYS SO, AND WHERE",
    seen_on: "YYYY-MM-DD",
  };
  const rows = systems.map(({ row }) => ({
    provider: row.provider,
    model: row.model,
    tier: row.tier || null,
    valid_from: row.run_day ?? "YYYY-MM-DD",
    input_usd_per_million: "INPUT",
    ...blank,
  }));
  return csvText({ columns: Object.keys(rows[0]), rows }).replaceAll("\r\n", "\n");
}

const per = (p: Point, metric: MetricInfo) =>
  `${usd(p.usd)} per 1,000 requests, ${significant(p.speed)} ${metric.unit}`;

/** The answer: who is cheapest, who is fastest, what lies between; `all` are the chosen systems of the board. */
export function findingHtml(points: Point[], all: System[], metric: MetricInfo): string {
  if (!all.length) return "<b>No system is chosen.</b>";
  const name = (p: Point) => escapeHtml(p.system.label);
  const without = all.length - points.length;
  const rest = without
    ? ` ${count(without)} of ${count(all.length)} systems ${
      without === 1 ? "has" : "have"
    } no cost here.`
    : "";
  if (!points.length) {
    return `<b>No cost can be computed for ${
      all.length === 1 ? escapeHtml(all[0].label) : "any system of this board"
    }:</b> ${escapeHtml(whyNone(all[0]) ?? "no request has a value of this metric")}.`;
  }
  const [cheapest] = points;
  if (points.length === 1) {
    return `<b>${name(cheapest)} costs ${per(cheapest, metric)}.</b>${rest}`;
  }
  const on = points.filter((p) => p.place === "on");
  if (!on.length) {
    return `<b>${name(cheapest)} is the cheapest: ${
      per(cheapest, metric)
    }.</b> No system with a cost is ranked, ` +
      `so none can be said to be worth its price.${rest}`;
  }
  const off = points.filter((p) => p.place === "off");
  if (points.filter((p) => p.rank).length === 1) {
    return `<b>${name(on[0])} is the only ranked system with a cost: ${
      per(on[0], metric)
    }.</b>${rest}`;
  }
  const others = on.slice(1).map((p) => `${name(p)} (${per(p, metric)})`);
  const lead = on.length === 1
    ? `${name(on[0])} is the cheapest ranked system and, by its median, the fastest: ${
      per(on[0], metric)
    }.`
    : `${name(on[0])} is the cheapest ranked system (${per(on[0], metric)}); faster costs more: ${
      others.join(", ")
    }.`;
  return `<b>${lead}</b>${
    off.length ? ` Slower for sure and no cheaper than another: ${off.map(name).join(", ")}.` : ""
  }${rest}`;
}
