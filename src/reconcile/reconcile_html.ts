/** Page `/reconcile`: one stream, and the runs of the store, as each tool reads them. */
import type { Reconciled } from "@/benchmarks/queries/recordings/reconciled.ts";
import type { Figure, Quantity, ToolReading } from "@/benchmarks/reconcile/reconcile.ts";
import type { StreamEvent } from "@/benchmarks/reconcile/stream_events.ts";
import { emptyHtml } from "../components/empty.js";
import { type Field, type Html, joined, markup, rowTable } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import { count, escapeHtml } from "../words/format.js";
import { providerLabel } from "../words/providers.js";
import { eventsHtml, spanHtml } from "./track.js";

const nameOf = ({ tool, version }: ToolReading) =>
  markup`${tool} <span class="cap">${version}</span>`;
const of = (tool: ToolReading, quantity: Quantity) =>
  tool.figures.filter((figure) => figure.quantity === quantity);
const shown = ({ mean, unit }: Figure, digits: number) =>
  mean === null ? "–" : (unit === "s" ? mean * 1000 : mean).toFixed(digits);

/** Its word stands above each of several figures; one alone needs none. */
const figures = (quantity: Quantity, digits: number) => (tool: ToolReading): Html => {
  const found = of(tool, quantity);
  if (!found.length) return markup`–`;
  if (found.length === 1) return markup`${shown(found[0], digits)}`;
  return joined(
    found.map((f) => markup`<span class="fig"><small>${f.name}</small> ${shown(f, digits)}</span>`),
  );
};

function readingsHtml(tools: ToolReading[], endMs: number, events?: StreamEvent[]): string {
  const field = (head: string, quantity: Quantity, digits: number): Field<ToolReading> => ({
    head: numbers(head),
    show: figures(quantity, digits),
  });
  const track: Field<ToolReading> = {
    head: events ? eventsHtml(events, endMs) : "First token to end",
    kind: "track",
    show: (tool) => spanHtml(of(tool, "ttft")[0].mean, of(tool, "latency")[0].mean, endMs),
  };
  return rowTable<ToolReading>([
    { head: "Tool", show: nameOf },
    field("First token, ms", "ttft", 0),
    track,
    field("End, ms", "latency", 0),
    field("Per token, ms", "per_token", 1),
    field("Gaps, ms", "gaps", 1),
    field("Tokens", "tokens", 0),
    field("Tokens/s", "rate", 1),
  ], tools);
}

const span = (values: number[], digits: number) =>
  `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)} ms`;

/** The first sentence: how far apart the tools are on the example. */
export function findingHtml(tools: ToolReading[]): string {
  const all = (quantity: Quantity) =>
    tools.flatMap((tool) => of(tool, quantity)).flatMap(({ mean }) =>
      mean === null ? [] : [mean * 1000]
    );
  return `<b>One and the same answer has a time to first token of ${span(all("ttft"), 0)}</b>, ` +
    `and a time per output token of ${span(all("per_token"), 1)}, by the tool that reads it.`;
}

/** The example: its events above, and a row per tool. */
export const exampleHtml = (tools: ToolReading[], events: StreamEvent[]): string =>
  region(
    "One made-up stream as each tool reads it",
    readingsHtml(tools, events.at(-1)!.atS * 1000, events),
  );

const quantities: Record<Quantity, string> = {
  ttft: "Time to first token",
  latency: "End of the answer",
  per_token: "Time per output token",
  gaps: "Gaps",
  tokens: "Output tokens",
  rate: "Tokens per second",
};

/** One difference: tools of one definition together. */
interface Why {
  quantity: Quantity;
  tools: string;
  why: string;
  differenceS: number | null;
}

function whysOf(tools: ToolReading[]): Why[] {
  return (Object.keys(quantities) as Quantity[]).flatMap((quantity) => {
    const all = tools.flatMap((tool) =>
      of(tool, quantity).flatMap(({ name, reasons }, _, { length }) =>
        reasons.map((r) => ({ ...r, tool: length > 1 ? `${tool.tool} (${name})` : tool.tool }))
      )
    );
    const together = Map.groupBy(all, (r) => `${r.why} ${r.differenceS?.toFixed(9)}`);
    return [...together.values()].map((of) => ({
      quantity,
      tools: [...new Set(of.map(({ tool }) => tool))].join(", "),
      why: of[0].why,
      differenceS: of[0].differenceS,
    }));
  });
}

/** Names of fields stand in backticks, as the terminal prints them. */
const withCode = (words: string): Html =>
  joined(words.split("`").map((part, i) => i % 2 ? markup`<code>${part}</code>` : markup`${part}`));

/** What each tool does otherwise than we do, and how far that moves its figure. */
export function whyHtml(tools: ToolReading[]): string {
  const failing = tools.filter(({ fails }) => fails > 0).map(({ tool, version, fails }) =>
    `<p class="cap">${escapeHtml(`${tool} ${version}`)} has none of ${
      count(fails)
    } of the requests: it fails a stream with an event of usage alone.</p>`
  );
  const whys = rowTable<Why>([
    { head: "Figure", show: (w) => quantities[w.quantity] },
    { head: "Tool", show: (w) => w.tools },
    { head: "What it does", kind: "words", show: (w) => withCode(w.why) },
    {
      head: numbers("Moves it by, ms"),
      show: (w) => w.differenceS === null ? "–" : signed(w.differenceS * 1000),
    },
  ], whysOf(tools));
  return region("Why each figure is not ours", whys) + failing.join("");
}

const signed = (x: number) => `${x < 0 ? "−" : "+"}${Math.abs(x).toFixed(1)}`;

/** A recorded run of the store, and what was read of it. */
export interface ReadRun {
  run_id: string;
  simulated: boolean;
  targets: Reconciled[];
}

/** The recorded runs, each folded; what makes one, where there is none. */
export function runsHtml(runs: ReadRun[]): string {
  const read = runs.flatMap((run) =>
    run.targets.filter(({ requests }) => requests > 0).map((target) => ({ ...run, ...target }))
  );
  if (!read.length) {
    return emptyHtml(
      "No run that was made here is recorded. This keeps every arrival of one:",
      "deno task bench quickstart --record",
    );
  }
  return read.map(({ run_id, simulated, provider, model, requests, tools }, i) => {
    const end = Math.max(...tools.flatMap((tool) => of(tool, "latency").map((f) => f.mean ?? 0)));
    const badge = simulated ? ' <span class="badge sim">simulated</span>' : "";
    return `<details${i === 0 ? " open" : ""}><summary>${
      escapeHtml(`${providerLabel(provider)} ${model}`)
    }${badge} <span class="cap">${count(requests)} requests of ${
      escapeHtml(run_id)
    }</span></summary>${
      region(`${provider} ${model} as each tool reads it`, readingsHtml(tools, end * 1000))
    }<details><summary>Why</summary>${whyHtml(tools)}</details></details>`;
  }).join("");
}
