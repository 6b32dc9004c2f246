/** Columns of the record that are metrics as they stand. */
import { type Metric, request } from "./metric.ts";

export const observed: Metric[] = [
  request("ttft_s", {
    label: "Time to first token",
    unit: "s",
    better: "lower",
    sql: "ttft_s",
    needs: ["ttft_s"],
    digits: 2,
    choice: true,
    doc: "From handing the request to the transport to the first arrival with a non-empty " +
      "content, reasoning or tool-call delta. A chunk with a role only is not a token.",
  }),
  request("ttft_content_s", {
    label: "Time to first content",
    unit: "s",
    better: "lower",
    sql: "ttft_content_s",
    needs: ["ttft_content_s"],
    digits: 2,
    choice: true,
    doc: "The same, to the first non-empty content: reasoning is waiting. This is LLMPerf's TTFT.",
  }),
  request("e2e_latency_s", {
    label: "Latency, end to end",
    unit: "s",
    better: "lower",
    sql: "e2e_latency_s",
    needs: ["e2e_latency_s"],
    digits: 2,
    choice: true,
    doc: "From handing the request to the transport to the end of the response body. Where the " +
      "server keeps it open though the answer is over, to its end mark; where the " +
      "answer has none, to the last thing that it sent after its finish reason.",
  }),
  request("headers_s", {
    label: "Time to headers",
    unit: "s",
    better: "lower",
    sql: "headers_s",
    needs: ["headers_s"],
    digits: 2,
    choice: true,
    doc: "To the response headers. A server may send them long before it has a token.",
  }),
  request("output_tokens", {
    label: "Output tokens",
    unit: "tokens",
    better: null,
    sql: "output_tokens",
    needs: ["output_tokens"],
    digits: 0,
    choice: true,
    doc: "Content, reasoning and tool-call text counted by the reference tokenizer (Llama 2, no " +
      "BOS). Imported rows keep their source's count: LLMPerf's includes the BOS, 151 for 150.",
  }),
];
