/** Which systems are worth their price: the frontier of cost and speed. Pure. */
import type { MetricInfo } from "../rows/board.js";
import type { System } from "./cost_data.js";

/** A system with a price and a speed. */
export interface Point {
  system: System;
  /** Mean cost of 1,000 succeeded requests, US dollars. */
  usd: number;
  /** Median of the metric over succeeded requests, with its 95% interval; null where there are too few. */
  speed: number;
  interval: [number, number] | null;
  rank: [number, number] | null;
  /**
   * `on` the line through the medians: nobody is as cheap and faster. `off` it for sure: another costs no more and
   * is ranked before it, wherever within their rank intervals the two stand. `unsure` otherwise; null without a rank.
   */
  place: "on" | "off" | "unsure" | null;
  /** Why it has no rank; empty where it has one. */
  below: string[];
}

/** The points of systems that have both, the cheapest first. */
export function pointsOf(systems: System[], metric: MetricInfo): Point[] {
  const all = systems.flatMap((system): Point[] => {
    const speed = system.row[metric.name];
    const usd = system.row.mean_usd;
    if (usd === null || typeof speed !== "number" || !(speed > 0)) return [];
    const { interval = null, rank = null, below = [] } = system.judged[metric.name] ?? {};
    const place = rank ? "unsure" : null;
    return [{ system, usd: usd * 1000, speed, interval, rank, below, place }];
  });
  const sign = metric.better === "lower" ? -1 : 1;
  const beats = (a: Point, b: Point) =>
    a.usd <= b.usd && sign * (a.speed - b.speed) >= 0 &&
    (a.usd < b.usd || a.speed !== b.speed);
  const surely = (a: Point, b: Point) => a.usd <= b.usd && a.rank![1] < b.rank![0];
  const ranked = all.filter((p) => p.rank);
  for (const p of ranked) {
    if (!ranked.some((other) => beats(other, p))) p.place = "on";
    else if (ranked.some((other) => surely(other, p))) p.place = "off";
  }
  return all.sort((a, b) => a.usd - b.usd || sign * (b.speed - a.speed));
}
