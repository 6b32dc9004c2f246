/** What became of each system's attempts: counts, classes of failure, and which keep a reader's limits. */
import type { Outcome } from "../charts/attempts_strip.js";
import type { Limits } from "../choice/limits.js";
import { runOf } from "../rows/chosen.js";
import { otherEnd, otherEnds } from "../words/finish_words.js";
import { providerName, shortName } from "../words/names.js";
import { wilson } from "../shared/wilson.js";

/** An attempt as the page loads it. */
export interface AttemptRow {
  run_id: string;
  board: string;
  provider: string;
  model: string;
  status: string;
  error_class: string | null;
  short: boolean | null;
  simulated: boolean;
  ttft_s: number | null;
  tpot_s: number | null;
  e2e_latency_s: number | null;
  asked: number | null;
  [column: string]: unknown;
}

/** A share of attempts, with its 95% interval (Wilson 1927). */
export interface Part {
  k: number;
  n: number;
  share: number;
  low: number;
  high: number;
}

export function part(k: number, n: number): Part {
  const [low, high] = wilson(k, n);
  return { k, n, share: n ? k / n : 0, low, high };
}

/** One run of one target, or several taken together. */
export interface System {
  /** As an address names it, whichever run it is of. */
  name: string;
  run_id: string;
  provider: string;
  model: string;
  label: string;
  simulated: boolean;
  rows: AttemptRow[];
  /** In the order of the runs. */
  outcomes: Outcome[];
  /** Of attempts that were ok, failed or dropped. */
  success: Part;
  short: number;
  /** Answers that ended for no known kind of reason, by the server's word, the commonest first. */
  otherEnds: [string, number][];
  /** Failures by class, the commonest first; a dropped attempt is a class of its own. */
  errors: [string, number][];
  incomplete: number;
  /** Requests the runs asked for of which nothing is on file. */
  missing: number;
}

const outcomeOf = (r: AttemptRow): Outcome =>
  r.status !== "ok"
    ? r.status as Outcome
    : otherEnd(r) !== null
    ? "unknown"
    : r.short
    ? "short"
    : "ok";

/** Systems of one board, the most reliable first. */
export function systemsOf(rows: AttemptRow[]): System[] {
  const groups = Map.groupBy(rows, (r) => [runOf(r), r.provider, r.model].join(" "));
  const names = [...groups.values()].map(([r]) => r.provider);
  const systems = [...groups.values()].map((own): System => {
    const { run_id, provider, model, simulated } = own[0];
    const asked = new Map(own.map((r) => [r.run_id, Number(r.asked ?? 0)]));
    const count = (status: string) => own.filter((r) => r.status === status).length;
    const attempted = own.length - count("incomplete");
    const classes = Map.groupBy(
      own.filter((r) => r.status === "failed" || r.status === "dropped"),
      (r) => r.status === "dropped" ? "dropped" : r.error_class ?? "unknown",
    );
    const twice = names.filter((n) => n === provider).length > 1;
    return {
      name: `${provider}/${model}`,
      run_id,
      provider,
      model,
      label: `${providerName(provider)}${twice ? ` ${shortName(model)}` : ""}`,
      simulated,
      rows: own,
      outcomes: own.map(outcomeOf),
      success: part(count("ok"), attempted),
      short: own.filter((r) => r.status === "ok" && r.short).length,
      otherEnds: otherEnds(own),
      errors: [...classes].map(([name, of]): [string, number] => [name, of.length])
        .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])),
      incomplete: count("incomplete"),
      missing: Math.max(0, [...asked.values()].reduce((a, b) => a + b, 0) - own.length),
    };
  });
  return systems.sort((a, b) =>
    b.success.share - a.success.share || b.success.n - a.success.n || a.label.localeCompare(b.label)
  );
}

/** Share of attempts that succeed within both limits, and how many successes lack one of the values. */
export function goodput(rows: AttemptRow[], limits: Limits): Part & { unknown: number } {
  const attempted = rows.filter((r) => r.status !== "incomplete");
  const ok = attempted.filter((r) => r.status === "ok");
  const unknown = ok.filter((r) => r.ttft_s === null || r[limits.per] === null).length;
  const within =
    ok.filter((r) =>
      r.ttft_s !== null && r[limits.per] !== null && r.ttft_s <= limits.ttft &&
      (r[limits.per] as number) <= limits.limit
    ).length;
  return { ...part(within, attempted.length), unknown };
}
