/** The made-up stream under every tool's definitions. */
import { llama2 } from "../../plan/tokenizers.ts";
import { provider } from "../../providers/index.ts";
import { exampleStream } from "../../reconcile/example.ts";
import { startReconciling, type ToolReading } from "../../reconcile/reconcile.ts";
import { type StreamEvent, streamOf } from "../../reconcile/stream_events.ts";

/**
 * Each tool's reading, and the events. LLMPerf fails a stream that reports usage: its figures are of
 * the same stream without that event.
 */
export function readingOfExample(): { tools: ToolReading[]; events: StreamEvent[] } {
  const asked = { maxOutputTokens: 150, params: {} };
  const read = (usage: boolean) => {
    const stream = streamOf(exampleStream({ usage }), provider("openai"), asked)!;
    const reading = startReconciling((text) => llama2.count(text));
    reading.add(stream);
    return { stream, tools: reading.readings() };
  };
  const { stream, tools } = read(true);
  const without = read(false).tools;
  return {
    events: stream.events,
    tools: tools.map((tool, i) => tool.fails ? { ...without[i], fails: 0 } : tool),
  };
}
