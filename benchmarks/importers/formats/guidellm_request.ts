/** A request of guidellm's report as an attempt of ours. */
import { failure } from "../failures.ts";
import { Fields } from "../fields.ts";
import { isoOf } from "../format.ts";
import type { Attempt } from "../measured_run.ts";

/** Where versions keep a moment, in Unix seconds: in the timings since 0.4, before in the request itself. */
const names = {
  start: ["request_start", "start_time"],
  first: ["first_token_iteration", "first_token_time"],
  firstOutput: ["first_output_token_iteration"],
  last: ["last_token_iteration", "last_token_time"],
  end: ["request_end", "end_time"],
} as const;

/** `status` is the group that the request is in; `window` says when guidellm measured. */
export function attemptOf(
  request: Fields,
  status: string,
  scheduled: boolean,
  window: Fields,
): Attempt {
  const info = request.inside("info");
  const timings = info.inside("timings");
  const at = (name: keyof typeof names): number | null =>
    [timings, request].flatMap((from) => names[name].map((n) => from.number(n)))
      .find((value) => value !== null && value > 0) ?? null;
  const start = at("start");
  const since = (name: keyof typeof names): number | null => {
    const moment = at(name);
    return start === null || moment === null
      ? null
      : request.inSeconds(moment - start, "s", names[name][0]);
  };
  const target = scheduled ? timings.number("targeted_start") : null;
  const shared = {
    phase: phaseOf(at("end"), window),
    started_at: start === null ? null : isoOf(start, request),
    scheduled_at: target === null ? null : isoOf(target, request),
    schedule_lag_s: target === null || start === null ? null : start - target,
    turn: info.count("turn_index") ?? 0,
    input_tokens: tokensOf(request, "input", "prompt"),
    tokenizer: "as the server or guidellm counted",
    request_id: request.text("response_id"),
  };
  if (status === "errored") {
    return { ...shared, ...failure(null, info.text("error") ?? request.text("error")) };
  }
  const seen = {
    ttft_s: since("first"),
    ttft_content_s: since("firstOutput"),
    last_token_s: since("last"),
    chunks: timings.count("token_iterations"),
  };
  if (status === "incomplete") return { ...shared, ...seen, status: "incomplete" };
  return {
    ...shared,
    ...seen,
    status: "ok",
    e2e_latency_s: since("end"),
    output_tokens: tokensOf(request, "output", "output"),
  };
}

/** Tokens as version 0.4 and later keep them, or those before. */
function tokensOf(request: Fields, side: string, old: string): number | null {
  const metrics = request.inside(`${side}_metrics`);
  return metrics.count("total_tokens") ?? metrics.count("text_tokens") ??
    request.count(`${old}_tokens`);
}

/** guidellm counts a request where it ends within the time of measuring. */
function phaseOf(end: number | null, window: Fields): Attempt["phase"] {
  const [from, to] = [window.number("measure_start_time"), window.number("measure_end_time")];
  if (end === null || !from || from < 0 || !to || to < from) return "measured";
  return end <= from ? "warmup" : end > to + 1e-3 ? "cooldown" : "measured";
}
