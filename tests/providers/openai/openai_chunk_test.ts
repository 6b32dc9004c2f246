/**
 * What servers that speak chat completions do beyond OpenAI's own: each case names who was seen or
 * documented doing it.
 */
import { openai } from "../../../benchmarks/providers/openai/openai.ts";
import type { Delta, Usage } from "../../../benchmarks/providers/delta.ts";
import {
  checkDecoder,
  content,
  done,
  finish,
  reasoning,
  role,
  streamError,
} from "../decoder_cases.ts";
import { delta, end, event } from "./chunks.ts";

const stop = [finish("stop", "stop"), done];
const used = (usage: Usage): Delta => ({ kind: "usage", usage });
const ending = (usage: unknown) => event({ choices: [], usage }) + "data: [DONE]\n\n";

checkDecoder(openai, [
  {
    what: "Perplexity: the last event repeats the whole message without a delta",
    body: delta({ role: "assistant", content: "Hi " }) +
      delta({ role: "assistant", content: "you" }) +
      event({
        object: "chat.completion.done",
        choices: [{
          index: 0,
          message: { role: "assistant", content: "Hi you" },
          finish_reason: "stop",
        }],
      }),
    deltas: [role, content("Hi "), role, content("you"), finish("stop", "stop")],
  },
  {
    what: "a message instead of deltas, in one event",
    body: event({
      choices: [{ message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
    }),
    deltas: [role, content("Hi"), finish("stop", "stop")],
  },
  {
    what: "Azure: first event without choices, filter results without a delta",
    body: event({ id: "", model: "", choices: [], prompt_filter_results: [{ prompt_index: 0 }] }) +
      delta({ content: "a" }) +
      event({ choices: [{ index: 0, finish_reason: null, content_filter_results: {} }] }) +
      end("stop"),
    deltas: [content("a"), ...stop],
  },
  {
    what: "nulls where others leave fields out",
    body: event({ choices: null, usage: null, error: null, x_groq: null }) +
      event({ choices: [null, { delta: null, finish_reason: null }] }) +
      delta({ role: null, content: null, tool_calls: null, reasoning_content: null }) +
      delta({ content: "a" }) + end("stop"),
    deltas: [content("a"), ...stop],
  },
  {
    what: "Mistral: thinking as parts, then text as parts and as a string",
    body: delta({ content: [{ type: "thinking", thinking: [{ type: "text", text: "hm" }] }] }) +
      delta({ content: [{ type: "text", text: "a" }] }) + delta({ content: "b" }) + end("stop"),
    deltas: [reasoning("hm"), content("a"), content("b"), ...stop],
  },
  {
    what: "Databricks: reasoning as a part with a summary",
    body: delta({
      content: [{ type: "reasoning", summary: [{ type: "summary_text", text: "hm" }] }, {
        type: "text",
        text: "a",
      }],
    }) + end("stop"),
    deltas: [reasoning("hm"), content("a"), ...stop],
  },
  {
    what: "reasoning called thinking, and under two names at once",
    body: delta({ thinking: "a" }) + delta({ reasoning: "b", thinking: "b" }) + end("stop"),
    deltas: [reasoning("a"), reasoning("b"), ...stop],
  },
  {
    what: "keep-alives of empty data",
    body: "data:\n\ndata: \n\n" + delta({ content: "a" }) + "data:\n\n" + end("stop"),
    deltas: [content("a"), ...stop],
  },
  {
    what: "the reason twice, and text after it",
    body: delta({ content: "a" }) + event({ choices: [{ delta: {}, finish_reason: "length" }] }) +
      delta({ content: "b" }) + end("length"),
    deltas: [
      content("a"),
      finish("length", "length"),
      content("b"),
      finish("length", "length"),
      done,
    ],
  },
  {
    what: "an event whose name says that it is an error, with its reason flat",
    body: delta({ content: "a" }) +
      'event: error\ndata: {"code":"busy","message":"no slot","object":"x"}\n\n',
    deltas: [content("a"), streamError("no slot", "busy")],
  },
  {
    what: "an event whose name says that it is an error, as text",
    body: delta({ content: "a" }) + "event: error\ndata: no slot left\n\n",
    deltas: [content("a"), streamError("no slot left")],
  },
  {
    what: "a gateway's answer in the stream: a message, or a detail, and no completion",
    body: delta({ content: "a" }) + event({ message: "Internal server error" }) +
      event({ detail: "gone" }),
    deltas: [content("a"), streamError("Internal server error"), streamError("gone")],
  },
  {
    what: "a gateway's plain answer inside a success",
    body: '{"message":"Endpoint request timed out","requestId":"r"}',
    deltas: [{ kind: "unstreamed" }, streamError("Endpoint request timed out")],
  },
  {
    what: "a plain answer that is no completion",
    body: '{"status":"starting"}',
    deltas: [{ kind: "unstreamed" }, {
      kind: "error",
      class: "protocol",
      code: null,
      message: 'The body is no completion: {"status":"starting"}',
    }],
  },
  {
    what: "xAI: reasoning outside the completion, as the total says",
    body: ending({
      prompt_tokens: 10120,
      completion_tokens: 1499,
      total_tokens: 14428,
      prompt_tokens_details: { cached_tokens: 128 },
      completion_tokens_details: { reasoning_tokens: 2809 },
    }),
    // 1499 + 2809
    deltas: [used({ input: 10120, output: 4308, reasoning: 2809, cached: 128 }), done],
  },
  {
    what: "OpenAI: reasoning inside the completion",
    body: ending({
      prompt_tokens: 10,
      completion_tokens: 50,
      total_tokens: 60,
      completion_tokens_details: { reasoning_tokens: 40 },
    }),
    deltas: [used({ input: 10, output: 50, reasoning: 40 }), done],
  },
  {
    what: "Moonshot: usage in the choice, cached tokens at its top",
    body: event({
      choices: [{
        delta: {},
        finish_reason: "stop",
        usage: { prompt_tokens: 8, completion_tokens: 3, total_tokens: 11, cached_tokens: 4 },
      }],
    }),
    deltas: [finish("stop", "stop"), used({ input: 8, output: 3, cached: 4 })],
  },
  {
    what: "usage in a chunk with choices, zeros before it",
    body: event({
      choices: [{ delta: { content: "a" } }],
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    }) + event({
      choices: [{ delta: { content: "b" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 8, completion_tokens: 2, total_tokens: 10 },
    }),
    deltas: [content("a"), content("b"), finish("stop", "stop"), used({ input: 8, output: 2 })],
  },
  {
    what: "Groq: times in the usage of the last chunk",
    body: ending({ prompt_tokens: 8, completion_tokens: 2, queue_time: 0.1, total_time: 0.4 }),
    deltas: [
      { kind: "served", timings: { queue_time: 0.1, total_time: 0.4 } },
      used({ input: 8, output: 2 }),
      done,
    ],
  },
]);
