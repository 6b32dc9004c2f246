/** Sentences of /reliability. */
import { count, escapeHtml } from "../words/format.js";
import { goodput, part, type System } from "./reliability_data.js";
import { type Limits, limitWords, ttftWords } from "../choice/limits.js";
import { words } from "./reliability_row.js";
import type { Table } from "./reliability_tables.js";

/** How many systems of a table keep the limits in 95% of their attempts, and which; text. */
export function keepText(table: Table, limits: Limits): string {
  const kept = table.systems.filter((s) => goodput(s.rows, limits).share >= 0.95);
  return `TTFT within ${ttftWords(limits.ttft)} and ${limitWords(limits)}: ${
    kept.length
      ? `kept in at least 95% of the attempts by ${kept.map((s) => s.label).join(", ")}.`
      : "no system keeps it in 95% of its attempts."
  }`;
}

const list = (systems: [Table, System][], of: (s: System) => string) =>
  systems.map(([t, s]) => `${escapeHtml(s.label)} ${escapeHtml(t.label)} (${of(s)})`)
    .join(", ");

/** The answer: who fails too often for a rank, who never failed, what the failures were; of real systems. */
export function findingHtml(tables: Table[]): string {
  const all = tables.flatMap((t) => t.systems.map((s): [Table, System] => [t, s]))
    .filter(([, s]) => !s.simulated);
  if (all.length === 0) {
    return `<b>No real run here.</b>${tables.length ? " All systems below are simulated." : ""}`;
  }
  // Under 35 attempts the bound lies below 90% even where none fails.
  const canTell = (s: System) => part(s.success.n, s.success.n).low >= 0.9;
  const bad = all.filter(([, s]) => canTell(s) && s.success.low < 0.9);
  const few = all.filter(([, s]) => !canTell(s));
  const whole = all.filter(([, s]) => s.success.k === s.success.n);
  const short = all.filter(([, s]) => s.short > 0.2 * s.success.k);
  const classes = new Map<string, number>();
  for (const [, s] of all) {
    for (const [name, n] of s.errors) classes.set(name, (classes.get(name) ?? 0) + n);
  }
  const failures = [...classes.values()].reduce((sum, n) => sum + n, 0);
  const [worst] = [...classes].sort((a, b) => b[1] - a[1]);
  return `<b>${
    bad.length
      ? `${bad.length} of ${all.length} systems fail too often to be ranked: ${
        list(bad, (s) => `${count(s.success.k)} of ${count(s.success.n)} succeed`)
      }.`
      : few.length === all.length
      ? "No system can be ranked yet."
      : all.length === 1
      ? `${escapeHtml(all[0][1].label)} does not fail too often to be ranked.`
      : `None of ${all.length} systems fails too often to be ranked.`
  }</b>${
    few.length
      ? ` Too few attempts to say that nine in ten succeed: ${
        list(few, (s) => `${count(s.success.k)} of ${count(s.success.n)}`)
      }.`
      : ""
  }${
    all.length > 1
      ? ` ${whole.length} answered every attempt.`
      : whole.length
      ? " It answered every attempt."
      : ""
  }${
    worst
      ? ` Of ${count(failures)} failures ${count(worst[1])} were of class “${
        escapeHtml(words(worst[0]))
      }”.`
      : ""
  }${
    short.length
      ? ` Answered, but in more than a fifth of the answers short of the tokens asked for: ${
        list(short, (s) => `${count(s.short)} of ${count(s.success.k)}`)
      }.`
      : ""
  }`;
}
