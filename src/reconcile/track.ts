/** Moments of a stream along a line, drawn by percentages: they need no script and fit every width. */
import type { StreamEvent } from "@/benchmarks/reconcile/stream_events.ts";
import { type Html, markup } from "../components/row_table.js";

const percent = (ms: number, endMs: number) => `${(100 * ms / endMs).toFixed(2)}%`;

/** What an event is, as its colour shows. */
export function kindOf(event: StreamEvent): string {
  if (event.content) return "content";
  if (event.reasoning) return "reasoning";
  return "none";
}

const words: Record<string, string> = {
  content: "content",
  reasoning: "reasoning",
  none: "no text",
};

/** The events as ticks, with their legend. HTML. */
export function eventsHtml(events: StreamEvent[], endMs: number): string {
  const ticks = events.map((event) =>
    `<i class="${kindOf(event)}" style="left:${percent(event.atS * 1000, endMs)}"></i>`
  );
  const kinds = [...new Set(events.map(kindOf))].map((kind) =>
    `<span><i class="${kind}"></i>${words[kind]}</span>`
  );
  return `<span class="track"><span class="legend">Events: ${kinds.join("")}</span>` +
    `<span class="line" aria-hidden="true">${ticks.join("")}</span></span>`;
}

/** From the first token to the end; nothing where a tool has neither. */
export function spanHtml(fromS: number | null, toS: number | null, endMs: number): Html {
  if (fromS === null || toS === null) return markup`–`;
  const left = percent(fromS * 1000, endMs);
  const width = percent((toS - fromS) * 1000, endMs);
  return markup`<span class="line" aria-hidden="true"><b style="${`left:${left};width:${width}`}"></b></span>`;
}
