/**
 * Triton Inference Server's generate extension: `POST {base}/v2/models/{model}/generate_stream`, data-only
 * server-sent events with the outputs of the model, for language models `text_output`.
 */
import { settingsSay } from "./asked.ts";
import type { Delta, FinishReason } from "./delta.ts";
import type { Ask, Provider } from "./provider.ts";
import { jsonRequest, urlOf, withoutNulls } from "./body.ts";
import { jsonFailure } from "./read/failure.ts";
import { array, defined, type JsonObject, number, string } from "./read/json.ts";
import { finishDeltas } from "./read/finish.ts";
import { errorInside, refusalInside } from "./read/inside.ts";
import { jsonData } from "./read/json_stream.ts";
import { sseDecoder, type SseReader } from "./read/sse_body.ts";
import { unread } from "./read/unread.ts";

const reasons: Record<string, FinishReason> = { stop: "stop", length: "length" };

export const triton: Provider = {
  name: "triton",
  auth: "bearer",
  about: {
    title: "Triton Inference Server, generate_stream",
    base: null,
    basePath: "",
    baseNames: [],
    keyNames: [],
    evidence: "documented",
    gives: [
      "text_output as it comes, of TensorRT-LLM's and vLLM's backends: frames and errors as " +
      "the server itself (2.51) was seen to send them, the backends' fields as documented.",
      "Of vLLM's backend, where params ask for them: return_finish_reason, " +
      "return_num_input_tokens and return_num_output_tokens.",
      settingsSay(null, null),
    ],
    lacks: [
      "There is no end mark: where no finish reason was asked for, an answer is whole when its body is.",
      "TensorRT-LLM's backend reports neither usage nor why it stopped, and no timing.",
      "An error before the first token is a 400 whatever it was, so class bad_request.",
      "The prompt goes to the model as it is, without a chat template: the messages are joined.",
      "A model configured to send all of its text again with every event " +
      "(accumulate_tokens) would be counted many times over.",
    ],
    reported: {
      reasoning_s: { not: "Reasoning stands in the text, not apart." },
      tool_call_s: { not: "The protocol has no tools." },
      input_tokens_reported: "num_input_tokens of vLLM's backend, where it was asked for",
      output_tokens_reported: "num_output_tokens of vLLM's backend, added up",
      reasoning_tokens_reported: { not: "Reasoning is not counted apart." },
      cached_tokens_reported: { not: "The protocol says nothing of a cache." },
      cache_write_tokens_reported: { not: "The protocol says nothing of a cache." },
      finish_reason: "finish_reason of vLLM's backend, where it was asked for",
      request_id: { not: "The server gives a request no name." },
      served_model: "model_name",
      system_fingerprint: { not: "The protocol has none." },
      service_tier_echoed: { not: "The protocol has none." },
      server_timings: { not: "The stream has no timings." },
      rate_limits: { not: "The server has no quotas." },
    },
    finishReasons: reasons,
    witnesses: [{ kind: "server", name: "Triton Inference Server", test: "tests/peers/triton.ts" }],
    litellm: { prefixes: ["triton"] },
  },

  next(ask, done) {
    if (done.length > 0) return null;
    const model = ask.model.split("/").map(encodeURIComponent).join("/");
    return jsonRequest(urlOf(ask.baseUrl, `/v2/models/${model}/generate_stream`), body(ask));
  },

  decoder: (_step, head) => sseDecoder(head, reader),
  failure: jsonFailure,
};

/** Every field is an input of the model by its name, or a parameter where the model has no such input. */
const body = (ask: Ask): JsonObject =>
  withoutNulls({
    text_input: ask.messages.map(({ content }) => content).join("\n\n"),
    max_tokens: ask.maxOutputTokens,
    stream: true,
    ...ask.params,
  });

function reader(): SseReader {
  let said = false;
  /** Unknown where the events have no such field: then the end of the body is the end of the answer. */
  let finished: boolean | null = null;
  let served = false;
  let output: number | undefined; // an event counts its own tokens only

  const read = (event: JsonObject): Delta[] => {
    const known = "text_output" in event || "model_name" in event || "finish_reason" in event;
    const errors = known ? errorInside(event) : refusalInside(event);
    if (errors.length) return errors;
    if (!known) return [unread(event)];
    const deltas: Delta[] = [];
    const model = string(event.model_name);
    if (model && !served) deltas.push({ kind: "served", model });
    served = true;
    const text = typeof event.text_output === "string"
      ? event.text_output
      : array(event.text_output).map((part) => string(part) ?? "").join("");
    if (text) deltas.push({ kind: "content", text });
    said ||= text !== "";
    if (string(event.finish_reason)) {
      // The backend writes Python's None until there is a reason.
      const reason = finishDeltas(event.finish_reason, reasons);
      finished ||= reason.length > 0;
      deltas.push(...reason);
    }
    const own = number(event.num_output_tokens);
    if (own !== undefined) output = (output ?? 0) + own;
    const usage = {
      ...defined("input", number(event.num_input_tokens)),
      ...defined("output", output),
    };
    if (Object.keys(usage).length) deltas.push({ kind: "usage", usage });
    return deltas;
  };
  return {
    event: ({ data }) => jsonData(read, (text) => text.trim() === "[DONE]" ? [] : null)(data),
    whole: (answer) => [{ kind: "unstreamed" }, ...read(answer)],
    end: () => said && finished === null ? [{ kind: "done" }] : [],
  };
}
