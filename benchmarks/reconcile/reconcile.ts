/** The recorded answers of a run under every tool's definitions: means, and why they differ. Pure. */
import type { ToolDefinition } from "./definition.ts";
import { latencyReasons, perTokenReasons, type Reason, ttftReasons } from "./differences.ts";
import { type Count, divisorOf, type Reading, readStream } from "./read_stream.ts";
import type { Stream } from "./stream_events.ts";
import { tokenboard, tools } from "./tools.ts";
import { gapsWhy, rateWhy, tokensWhy } from "./words.ts";

/** What a figure is of. */
export type Quantity = "ttft" | "latency" | "per_token" | "gaps" | "tokens" | "rate";

/** A tool's figure over the requests of a run. */
export interface Figure {
  quantity: Quantity;
  /** The tool's own word. */
  name: string;
  unit: "s" | "tokens" | "tokens/s";
  /** Over how many requests, gaps or tokens the mean is; requests without a value are left out. */
  n: number;
  mean: number | null;
  /** Ours of the same requests; null where ours has no such figure. */
  ours: number | null;
  /** Why the two differ. Those of a time are also taken apart by how much each moves it. */
  reasons: { why: string; differenceS: number | null; requests: number }[];
}

/** One tool's reading of a run. */
export interface ToolReading {
  tool: string;
  version: string;
  source: string;
  figures: Figure[];
  /** Requests that it fails though they succeeded. */
  fails: number;
}

/** Figures of many requests, a request at a time: nothing is kept of one but what it adds. */
export interface Reconciling {
  add(stream: Stream): void;
  readings(): ToolReading[];
}

export function startReconciling(tokenizer: Count): Reconciling {
  const of = tools.map((tool) => ({ tool, fails: 0, means: namesOf(tool).map(startMean) }));
  return {
    add(stream) {
      const count = counted(tokenizer);
      const own = readStream(stream, tokenboard, count);
      for (const one of of) {
        const read = readStream(stream, one.tool, count);
        if (read.latency === null) one.fails++;
        valuesOf(stream, one.tool, read, own, count)
          .forEach((value, i) => value && one.means[i].add(value));
      }
    },
    readings: () =>
      of.map(({ tool: { tool, version, source }, fails, means }) => ({
        tool,
        version,
        source,
        figures: means.map((mean) => mean.figure()),
        fails,
      })),
  };
}

interface Weighted {
  sum: number;
  count: number;
}

/** What a request adds to a mean, to ours beside it, and why they differ. */
interface Value extends Weighted {
  ours: Weighted | null;
  reasons: Reason[];
}

/** A figure's name, and in a sentence why it is another than ours, where no moments say it. */
type Name = Pick<Figure, "quantity" | "name" | "unit"> & { why?: string };

/** The figures of a tool, in the order of `valuesOf`. */
const namesOf = ({ ttft, latency, perToken, gaps, tokens, rate }: ToolDefinition): Name[] => [
  { quantity: "ttft", name: ttft.name, unit: "s" },
  { quantity: "latency", name: latency.name, unit: "s" },
  ...perToken.map(({ name }): Name => ({ quantity: "per_token", name, unit: "s" })),
  ...(gaps ? [{ quantity: "gaps", name: gaps.name, unit: "s", why: gapsWhy(gaps) } as const] : []),
  { quantity: "tokens", name: tokens.name, unit: "tokens", why: tokensWhy(tokens.count) },
  ...(rate
    ? [{ quantity: "rate", name: rate.name, unit: "tokens/s", why: rateWhy(rate) } as const]
    : []),
];

function valuesOf(
  stream: Stream,
  tool: ToolDefinition,
  read: Reading,
  own: Reading,
  count: Count,
): (Value | null)[] {
  const one = (
    value: number | null,
    ours: number | null,
    reasons: Reason[] = [],
    count = 1,
  ): Value | null =>
    value === null ? null : {
      sum: value * count,
      count,
      ours: ours === null ? null : { sum: ours * count, count },
      reasons,
    };
  return [
    one(read.ttft, own.ttft, ttftReasons(stream, tool)),
    one(read.latency, own.latency, latencyReasons(stream, tool)),
    ...tool.perToken.map((figure, i) =>
      one(
        read.perToken[i],
        own.perToken[0],
        perTokenReasons(stream, tool, figure, count),
        figure.byToken ? divisorOf(stream, figure.over, read.tokens, count)! : 1,
      )
    ),
    ...(tool.gaps ? [read.gaps && { ...read.gaps, ours: own.gaps, reasons: [] }] : []),
    one(read.tokens, own.tokens),
    ...(tool.rate ? [one(read.rate, own.rate)] : []),
  ];
}

function startMean({ why, ...name }: Name) {
  const theirs = { sum: 0, count: 0 };
  // Ours of fewer requests would be another mean.
  let ours: Weighted | null = { sum: 0, count: 0 };
  let requests = 0;
  const reasons = new Map<string, { sum: number; requests: number }>();
  return {
    add(value: Value) {
      requests++;
      plus(theirs, value);
      if (value.ours === null) ours = null;
      else if (ours) plus(ours, value.ours);
      for (const { why, differenceS } of value.reasons) {
        const { sum, requests } = reasons.get(why) ?? { sum: 0, requests: 0 };
        reasons.set(why, { sum: sum + differenceS * value.count, requests: requests + 1 });
      }
    },
    figure(): Figure {
      const mean = meanOf(theirs);
      const own = ours && meanOf(ours);
      const differ = mean !== null && own !== null && Math.abs(mean - own) > 1e-9;
      return {
        ...name,
        n: theirs.count,
        mean,
        ours: own,
        reasons: why !== undefined && differ
          ? [{ why, differenceS: null, requests }]
          : [...reasons].map(([why, r]) => ({
            why,
            differenceS: r.sum / theirs.count,
            requests: r.requests,
          })),
      };
    },
  };
}

function plus(to: Weighted, { sum, count }: Weighted): void {
  to.sum += sum;
  to.count += count;
}
const meanOf = ({ sum, count }: Weighted) => count ? sum / count : null;

/** Thirteen tools ask for the same texts. */
function counted(count: Count): Count {
  const known = new Map<string, number>();
  return (text) => {
    let tokens = known.get(text);
    if (tokens === undefined) known.set(text, tokens = count(text));
    return tokens;
  };
}
