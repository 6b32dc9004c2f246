/** What was compared, in words: nothing that needs a statistician. */
import type { Verdict } from "../../judging/compare.ts";
import { eligibility } from "../../judging/eligibility.ts";
import { metric } from "../../metrics/metrics.ts";
import type { System } from "../../queries/systems.ts";
import { attempted, type ComparedSystems, type Comparison, succeeded } from "./comparison.ts";
import { runsText } from "./comparison_runs.ts";
import { readableTable } from "../table.ts";

const count = (n: number) => n.toLocaleString("en-US");
const observed = (c: Comparison) => c.a !== null || c.b !== null;

/** Of b against a; "for 10%": so many requests of each would find a difference of 10%. */
export function verdictText(c: Comparison): string {
  if (c.verdict === "equal") return "no difference (within 5%)";
  if (c.verdict !== "unknown") return c.verdict;
  if (!observed(c)) return "not observed";
  if (c.ratio === null) return "cannot tell: too few requests";
  if (c.requests_needed === null) return "cannot tell";
  return c.requests_needed > Math.min(c.n_a, c.n_b)
    ? `cannot tell: ${count(c.requests_needed)} for 10%`
    : "cannot tell (10% would have shown)";
}

const percent = (ratio: number) =>
  `${ratio >= 1 ? "+" : "−"}${Math.abs((ratio - 1) * 100).toFixed(1)}%`;
/** "+1.2% (−3.0% to +5.6%)", of b against a. */
export const differenceText = (c: Comparison): string =>
  c.ratio === null || c.low === null || c.high === null || !Number.isFinite(c.ratio)
    ? "–"
    : `${percent(c.ratio)} (${percent(c.low)} to ${percent(c.high)})`;

/** Who differs and who does not, one line a pair; `inAWord` sums each up. */
export function headline(
  pairs: ComparedSystems[],
  sides: [string, string],
  inAWord: (pair: ComparedSystems) => string = () => "",
): string {
  const names = namesOf(pairs);
  return pairs.map((pair, i) => {
    const word = inAWord(pair);
    const said = `${names[i]}: ${sentence(pair, sides)}`;
    return word ? `${said} Verdict: ${word}.` : said;
  }).join("\n");
}

/** What a repeated run says of a system: it agrees where all is practically equal, it drifted where anything is not. */
export function repeatVerdict(
  { comparisons }: ComparedSystems,
): "agrees" | "drifted" | "cannot tell" {
  if (comparisons.some((c) => c.verdict === "faster" || c.verdict === "slower")) return "drifted";
  const told = comparisons.filter(observed);
  return told.length && told.every((c) => c.verdict === "equal") ? "agrees" : "cannot tell";
}

function sentence({ a, b, comparisons }: ComparedSystems, sides: [string, string]): string {
  const silent = [a, b].flatMap((s, i) => succeeded(s) === 0 ? [sides[i]] : []);
  if (silent.length) {
    return `cannot tell, ${silent.join(" and ")} answered ${
      silent.length > 1 ? "nothing either" : "nothing"
    }.`;
  }
  const of = (verdict: Verdict) =>
    comparisons.filter((c) => c.verdict === verdict)
      .map((c) => metric(c.metric).label.toLowerCase());
  const [slower, faster] = [of("slower"), of("faster")];
  if (slower.length && faster.length) {
    return `${sides[1]} is slower in ${slower.join("; ")}, and faster in ${faster.join("; ")}.`;
  }
  if (slower.length || faster.length) {
    return `${sides[1]} is ${slower.length ? "slower" : "faster"} (${
      [...slower, ...faster].join("; ")
    }).`;
  }
  // What neither has, such as a decode rate of answers that came in one piece, says nothing either way.
  const told = comparisons.filter(observed);
  if (!told.some((c) => c.ratio !== null)) return "cannot tell, too few requests.";
  return told.every((c) => c.verdict === "equal") ? "no difference." : "no difference found.";
}

/** A pair by its systems; several of the same name by their runs and places too. */
function namesOf(pairs: ComparedSystems[]): string[] {
  const name = (s: System) => `${s.provider} ${s.model}`;
  const place = (s: System) => runsText(s) + (s.location ? ` from ${s.location}` : "");
  const both = (a: string, b: string) => a === b ? b : `${b} against ${a}`;
  const names = pairs.map(({ a, b }) => both(name(a), name(b)));
  return names.map((short, i) =>
    names.filter((other) => other === short).length > 1
      ? `${short} (${both(place(pairs[i].a), place(pairs[i].b))})`
      : short
  );
}

/** One side of a pair: who, in which run, and how many of its attempts succeeded. */
const sideText = (s: System) =>
  `${s.provider} ${s.model}, ${runsText(s)}: ${count(succeeded(s))} of ${
    count(attempted(s))
  } requests succeeded`;

/** Speed over the few answers of a system that mostly fails says little of it, however sure the numbers are. */
function unranked({ a, b }: ComparedSystems, sides: [string, string]): string[] {
  return [a, b].flatMap((s, i) => {
    const reasons = eligibility({
      ok: succeeded(s),
      attempted: attempted(s),
      short: s.short.filter((short) => short === true).length,
    });
    return reasons.length ? [`NOT RANKED: ${sides[i]}: ${reasons.join("; ")}.`] : [];
  });
}

/** The tables of comparisons, one a pair, in lines of at most `width`; `sides` name the two. */
export function comparisonText(
  pairs: ComparedSystems[],
  sides: [string, string],
  width = Infinity,
): string {
  const [a, b] = sides;
  const names = namesOf(pairs);
  return pairs.map((pair, i) => {
    const rows = pair.comparisons.map((c) => {
      const { label, unit, digits } = metric(c.metric);
      const value = (v: number | null) => v === null ? null : Number(v.toFixed(digits + 1));
      return [`${label}, ${unit}`, value(c.a), value(c.b), differenceText(c), verdictText(c)];
    });
    return [
      ...names.length > 1 ? [names[i]] : [], // one pair is named by the headline
      ...[pair.a, pair.b].map((s, side) => `${sides[side]}: ${sideText(s)}`),
      readableTable(["median", a, b, "difference (95%)", `${b} is`], rows, width),
      ...(rows.some((row) => / for 10%$/.test(String(row[4])))
        ? ["N for 10%: with N requests to each, a difference of 10% would be found."]
        : []),
      ...unranked(pair, sides),
    ].join("\n");
  }).join("\n\n");
}
