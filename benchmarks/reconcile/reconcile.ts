/** The recorded answers of a run under every tool's definitions: means, and why they differ. Pure. */
import type { ToolDefinition } from "./definition.ts";
import { latencyReasons, perTokenReasons, type Reason, ttftReasons } from "./differences.ts";
import { type Count, type Reading, readStream } from "./read_stream.ts";
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
  /** Over how many requests, of gaps over how many gaps; those without a value are left out. */
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

interface Weighted {
  sum: number;
  count: number;
}

/** What a request adds to a mean, to ours beside it, and why they differ. */
interface Value extends Weighted {
  ours: Weighted | null;
  reasons: Reason[];
}

/** Reads every stream under every tool's definitions. */
export function reconcile(streams: Stream[], count: Count): ToolReading[] {
  const own = streams.map((stream) => readStream(stream, tokenboard, count));
  return tools.map((tool) => {
    const read = streams.map((stream) => readStream(stream, tool, count));
    const values = read.map((reading, i) => valuesOf(streams[i], tool, reading, own[i], count));
    return {
      tool: tool.tool,
      version: tool.version,
      source: tool.source,
      figures: namesOf(tool).map((figure, i) => meanOf(figure, values.map((v) => v[i]))),
      fails: read.filter(({ latency }) => latency === null).length,
    };
  });
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
  const one = (value: number | null, ours: number | null, reasons: Reason[] = []): Value | null =>
    value === null
      ? null
      : { sum: value, count: 1, ours: ours === null ? null : { sum: ours, count: 1 }, reasons };
  return [
    one(read.ttft, own.ttft, ttftReasons(stream, tool)),
    one(read.latency, own.latency, latencyReasons(stream, tool)),
    ...tool.perToken.map((figure, i) =>
      one(read.perToken[i], own.perToken[0], perTokenReasons(stream, tool, figure, count))
    ),
    ...(tool.gaps ? [read.gaps && { ...read.gaps, ours: own.gaps, reasons: [] }] : []),
    one(read.tokens, own.tokens),
    ...(tool.rate ? [one(read.rate, own.rate)] : []),
  ];
}

function meanOf({ why, ...name }: Name, values: (Value | null)[]): Figure {
  const there = values.filter((v) => v !== null);
  const mean = meanOver(there);
  // Ours of fewer requests would be another mean.
  const ours = there.some((v) => v.ours === null) ? null : meanOver(there.map((v) => v.ours!));
  const n = sumOf(there.map(({ count }) => count));
  const parts = [...Map.groupBy(there.flatMap(({ reasons }) => reasons), (r) => r.why)];
  const differ = mean !== null && ours !== null && Math.abs(mean - ours) > 1e-9;
  return {
    ...name,
    n,
    mean,
    ours,
    reasons: why !== undefined && differ
      ? [{ why, differenceS: null, requests: there.length }]
      : parts.map(([why, of]) => ({
        why,
        differenceS: sumOf(of.map((r) => r.differenceS)) / n,
        requests: of.length,
      })),
  };
}

const sumOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
const meanOver = (of: Weighted[]) =>
  of.length ? sumOf(of.map((v) => v.sum)) / sumOf(of.map((v) => v.count)) : null;
