/** What `deno task reconcile` prints: a table per figure, and under it why each tool's is another. */
import type { BesidePrinted } from "../reconcile/beside.ts";
import type { Figure, Quantity, ToolReading } from "../reconcile/reconcile.ts";
import type { Reconciled } from "../queries/recordings/reconciled.ts";
import { nameOf } from "../reconcile/tool_names.ts";
import { printable, table } from "./table.ts";

/** One target's recordings beside what a tool printed. */
interface Beside {
  provider: string;
  model: string;
  tools: { tool: string; figures: BesidePrinted[] }[];
}

const titles: Record<Quantity, string> = {
  ttft: "Time to first token",
  latency: "Latency of the whole answer",
  per_token: "Time per output token",
  gaps: "Gaps within an answer",
  tokens: "Output tokens",
  rate: "Tokens per second of one request",
};

/** Everything, as lines for a terminal. */
export function reconcileText(targets: Reconciled[]): string {
  return targets.map(targetText).join("\n\n\n");
}

function targetText({ provider, model, requests, left_out, tools }: Reconciled): string {
  const out = [
    [left_out.failed, "did not succeed"],
    [left_out.not_recorded, "not recorded"],
    [left_out.not_streamed, "not streamed"],
  ].filter(([n]) => n).map(([n, why]) => `${n} ${why}`);
  const head = printable(`${provider} ${model}`) +
    `: means over ${requests} measured requests that succeeded` +
    (out.length ? `; left out: ${out.join(", ")}` : "");
  if (requests === 0) {
    return `${head}\nNothing to read. \`deno task bench CONFIG --record\` keeps what this needs.`;
  }
  const parts = (Object.keys(titles) as Quantity[]).map((quantity) =>
    quantityText(quantity, tools)
  );
  const failing = tools.filter(({ fails }) => fails > 0).map((tool) =>
    `${
      nameOf(tool)
    } has none of ${tool.fails} requests: it fails a stream with an event of usage alone.`
  );
  return [head, ...parts, ...(failing.length ? [failing.join("\n")] : [])].join("\n\n");
}

function quantityText(quantity: Quantity, tools: ToolReading[]): string {
  const lines = tools.flatMap((tool) =>
    tool.figures.filter((figure) => figure.quantity === quantity)
      .map((figure) => ({ tool: nameOf(tool), figure }))
  );
  const unit = unitOf(quantity);
  const rows = lines.map(({ tool, figure }, i) => [
    tool,
    figure.name,
    figure.mean === null ? "none" : value(figure.mean, figure).toFixed(1),
    i === 0 ? "" : lessOurs(figure),
    String(figure.n),
  ]);
  // Tools that share a definition share its line.
  const whys = lines.flatMap(({ tool, figure }) =>
    figure.reasons.map(({ why, differenceS }) => ({ tool, why, by: differenceOf(differenceS) }))
  );
  const said = [...Map.groupBy(whys, ({ why, by }) => why + by)].map(([line, of]) =>
    `  ${of.map(({ tool }) => tool).join(", ")}: ${line}`
  );
  const head = ["tool", "its word for it", unit, "less ours", "n"];
  const drawn = table(head, rows, Infinity, [unit, "less ours", "n"]);
  return [titles[quantity], drawn, ...said].join("\n");
}

const unitOf = (quantity: Quantity) =>
  quantity === "tokens" ? "tokens" : quantity === "rate" ? "tokens/s" : "ms";
const value = (x: number, { unit }: Pick<Figure, "unit">) => unit === "s" ? x * 1000 : x;
const lessOurs = (figure: Figure) => {
  if (figure.mean === null || figure.ours === null) return "";
  const by = value(figure.mean - figure.ours, figure);
  return Math.abs(by) < 0.05 ? "same" : signed(by);
};
const differenceOf = (seconds: number | null) =>
  seconds === null ? "" : ` (${signed(seconds * 1000)} ms)`;
const signed = (x: number) => `${x < 0 ? "-" : "+"}${Math.abs(x).toFixed(1)}`;

/** What a tool printed of a run of its own, beside what its definitions give on ours. */
export function besideText({ provider, model, tools }: Beside, file: string): string {
  return tools.map(({ tool, figures }) => {
    const head = `${tool} on ${printable(file)}, beside our run of ${
      printable(`${provider} ${model}`)
    }`;
    if (!figures.length) return `${head}\nIt printed no mean that its definitions here predict.`;
    const rows = figures.map((figure) => {
      const as = (x: number | null) => x === null ? "" : value(x, figure).toFixed(1);
      const change = (x: number | null) => x === null ? "" : signed(value(x, figure));
      const unit = figure.unit === "s" ? "ms" : figure.unit;
      return [
        figure.name,
        unit,
        as(figure.printed),
        as(figure.ours),
        change(figure.explained),
        change(figure.left),
      ];
    });
    const heads = ["printed", "ours", "by definition", "left"];
    return `${head}\n${table(["its figure", "unit", ...heads], rows, Infinity, heads)}\n` +
      "By definition: what the tool's own rules make of our recordings, less ours. " +
      "Left: what the two runs, and the two clients, differ by.";
  }).join("\n\n");
}
