/** How an open loop went: what was dropped, and how far times from the schedule lie from times from sending. */
import { metric } from "../../metrics/metrics.ts";
import { statisticsSql } from "../../metrics/statistics.ts";
import type { Database, JsonValue } from "../../store/duckdb.ts";
import { folded } from "../folded.ts";
import { printable } from "../table.ts";
import { significant } from "./significant.ts";
import { targetLabels } from "./summary_labels.ts";

/** Seconds; null where there is no value, "Infinity" where there never was an answer. */
type Time = number | "Infinity" | null;
interface Times {
  median: Time;
  p99: Time;
}

/** Of a target's arrivals in the phase that is summarised. */
export interface Scheduled {
  provider: string;
  model: string;
  arrivals: number;
  /** Dropped, because as many requests as allowed were in flight. */
  no_free_slot: number;
  /** Dropped, because the harness came to them too late. */
  too_late: number;
  /** Dropped, because the harness had not started yet at the start that was agreed on. */
  late_start: number;
  /** Dropped, because the target had failed too often in a row. */
  target_stopped: number;
  /** How late those that were sent were sent. */
  schedule_lag_s: Times;
  /** Of all arrivals, from the schedule: those that failed or were dropped had no answer. */
  response_time_s: Times;
  /** Of the requests that succeeded, from sending. */
  e2e_latency_s: Times;
}

/** Of each target whose requests had a moment to be sent at; `where` (SQL) chooses the rows. */
export async function scheduledOf(db: Database, where: string): Promise<Scheduled[]> {
  const of = async (select: string) =>
    (await db.query(
      `SELECT provider, model, ${select} FROM requests
      WHERE ${where} AND (scheduled_at IS NOT NULL
        OR rate_planned IS NOT NULL AND error_code = 'target_stopped')
      GROUP BY provider, model ORDER BY provider, model`,
    )).rows;
  const dropped = (code: string) =>
    `count(*) FILTER (status = 'dropped' AND error_code = '${code}')::INTEGER AS ${code}`;
  const counts = await of(
    `count(*)::INTEGER AS arrivals, ${dropped("no_free_slot")}, ${dropped("too_late")},
    ${dropped("late_start")}, ${dropped("target_stopped")},
    median(schedule_lag_s) AS median, quantile_cont(schedule_lag_s, 0.99) AS p99`,
  );
  if (!counts.length) return [];
  const response = await of(statisticsSql(metric("response_time_s"), "all"));
  const latency = await of(statisticsSql(metric("e2e_latency_s"), "succeeded"));
  const time = (value: JsonValue): Time =>
    value === null ? null : Number(value) === Infinity ? "Infinity" : Number(value);
  const times = ({ median, p99 }: typeof counts[number]): Times => ({
    median: time(median),
    p99: time(p99),
  });
  return counts.map((row, i) => ({
    provider: String(row.provider),
    model: String(row.model),
    arrivals: Number(row.arrivals),
    no_free_slot: Number(row.no_free_slot),
    too_late: Number(row.too_late),
    late_start: Number(row.late_start),
    target_stopped: Number(row.target_stopped),
    schedule_lag_s: times(row),
    response_time_s: times(response[i]),
    e2e_latency_s: times(latency[i]),
  }));
}

/** Paragraphs of at most `width` characters a line, each after an empty line. */
export function scheduleText(targets: Scheduled[], width: number): string[] {
  const labels = targetLabels(targets);
  return targets.flatMap((target, i) => {
    const whose = targets.length > 1 ? `${labels[i]}: ` : "";
    return ["", folded("", printable(whose + sentences(target).join(" ")), width)];
  });
}

function sentences(of: Scheduled): string[] {
  const { arrivals, no_free_slot, too_late, late_start, target_stopped } = of;
  const { schedule_lag_s: lag, response_time_s: response, e2e_latency_s: latency } = of;
  const dropped = no_free_slot + too_late + late_start + target_stopped;
  const all = arrivals.toLocaleString("en-US");
  return [
    answersText(all, response, latency),
    dropped === 0
      ? `None of ${all} arrivals was dropped.`
      : `${dropped.toLocaleString("en-US")} of ${all} arrivals ${
        dropped === 1 ? "was" : "were"
      } dropped${
        becauseText([
          [no_free_slot, "as many as allowed were in flight"],
          [too_late, "the harness came to them too late"],
          [late_start, "the harness had not started yet"],
          [target_stopped, "the target was stopped"],
        ])
      }, and count as never answered.`,
    ...(lag.p99 === null ? [] : [
      `Requests were sent ${milliseconds(lag.median)} after their moment in the median, ` +
      `${milliseconds(lag.p99)} at P99.`,
    ]),
  ];
}

/** When answers came, as far as so many did that it can be said. */
function answersText(all: string, response: Times, latency: Times): string {
  const sent = `from sending, half of the answers came within ${
    seconds(latency.median)
  }, 99% within ${seconds(latency.p99)}.`;
  if (latency.median === null) return `None of ${all} arrivals had an answer.`;
  if (response.median === "Infinity") {
    return `Half of the arrivals or more had no answer, so there is no median from the schedule; ${sent}`;
  }
  const half = `Counted from the schedule, half of the answers came within ${
    seconds(response.median)
  }`;
  return response.p99 === "Infinity"
    ? `${half}; 1% of the arrivals or more had no answer, so there is no P99; ${sent}`
    : `${half}, 99% within ${seconds(response.p99)}; from sending, within ${
      seconds(latency.median)
    } and ${seconds(latency.p99)}.`;
}

/** Reasons with their counts; of one reason that alone. */
function becauseText(reasons: [count: number, why: string][]): string {
  const found = reasons.filter(([count]) => count > 0);
  if (found.length === 1) return `, because ${found[0][1]}`;
  return ` (${found.map(([count, why]) => `${count} because ${why}`).join(", ")})`;
}

const seconds = (value: Time) =>
  typeof value === "number" ? `${significant(value)} s` : "an unknown time";
const milliseconds = (s: Time) => `${significant(Number(s) * 1000)} ms`;
