/** Columns that are known before a request is sent: whose it is, what is asked for, and when. */
import { group } from "./column.ts";

const identity = group("identity");
const asked = group("asked");
const when = group("when");

export const askedColumns = {
  run_id: identity.required(
    "VARCHAR",
    "",
    "The run this attempt belongs to; also the name of its folder.",
  ),
  config_name: identity.required("VARCHAR", "", "Name of the run configuration."),
  config_hash: identity.column("VARCHAR", "", "Hash of the whole configuration."),
  workload_hash: identity.column(
    "VARCHAR",
    "",
    "Hash of prompts, lengths, load and limits, without targets and seed: rows compare only within one.",
  ),
  provider: identity.required(
    "VARCHAR",
    "",
    "Who served the request, as the configuration calls it.",
  ),
  model: identity.required("VARCHAR", "", "The model asked for."),
  model_size: identity.column(
    "VARCHAR",
    "",
    "Size class such as 70b, where the configuration or source gives one.",
  ),
  api: identity.column("VARCHAR", "", "Wire protocol."),
  endpoint: identity.column("VARCHAR", "", "Host and port that was called, without path or key."),
  location: identity.column("VARCHAR", "", "Where the request was sent from."),
  simulated: identity.required("BOOLEAN", "", "True where the answer came from the simulator."),
  imported_from: identity.column(
    "VARCHAR",
    "",
    "The harness whose file this row came from; null for runs of this one.",
  ),
  shard: identity.column("INTEGER", "", "Which machine's share of the plan."),
  worker: identity.column(
    "INTEGER",
    "",
    "Which event loop of that machine sent it: several may share a plan.",
  ),
  block: identity.column("INTEGER", "", "Time block of the plan, from 0."),
  phase: identity.required(
    "VARCHAR",
    "",
    "warmup, measured, cooldown, probe, or retry: a measured request that failed, sent again. " +
      "Only measured rows are in a population.",
  ),
  request_index: identity.required(
    "INTEGER",
    "",
    "Place in the plan of its target, from 0 within a phase.",
  ),
  session: identity.column(
    "INTEGER",
    "",
    "Session of the plan; an ordinary request is a session of one turn.",
  ),
  turn: identity.column("INTEGER", "", "Turn within the session, from 0."),
  attempt: identity.required(
    "INTEGER",
    "",
    "1 for the first attempt of a request; those after it have its request_index.",
  ),
  first_request_id: identity.column(
    "VARCHAR",
    "",
    "Of a later attempt: the provider's name for the first one, where it gave one.",
  ),
  prompt_hash: identity.column(
    "VARCHAR",
    "",
    "Hash of the prompt without its nonce, and without live answers of earlier turns: equal prompts have equal hashes.",
  ),

  input_tokens_target: asked.column("INTEGER", "tokens", "Prompt length asked for."),
  output_tokens_target: asked.column("INTEGER", "tokens", "Answer length asked for."),
  cached_tokens_expected: asked.column(
    "INTEGER",
    "tokens",
    "Prompt tokens that a perfect prefix cache would serve, in blocks of " +
      "16, cold before the run; null where no caching is measured.",
  ),
  tokenizer: asked.column("VARCHAR", "", "Tokenizer behind every token count of the row."),
  service_tier_requested: asked.column(
    "VARCHAR",
    "",
    "Service tier asked for, in the vendor's words; what the answer echoes is another column, and proves nothing.",
  ),
  reasoning_effort: asked.column(
    "VARCHAR",
    "",
    "Reasoning effort asked for, in the vendor's words: a level, a budget in " +
      "tokens, or on and off. No answer proves that it was kept.",
  ),
  probe_kind: asked.column(
    "VARCHAR",
    "",
    "What a probe finds out: correctness (an answer that is known), or repeat " +
      "(two requests of one session ask the same); null in ordinary rows.",
  ),
  expected_answer: asked.column(
    "VARCHAR",
    "",
    "The right answer, where there is one: digits of a number.",
  ),
  request_params: asked.column("VARCHAR", "JSON", "JSON of what was sent, without the prompt."),

  rate_planned: when.column(
    "DOUBLE",
    "requests/s",
    "Requests per second, of sessions their beginnings, that the plan of its target had; null in a closed loop.",
  ),
  concurrency_planned: when.column(
    "INTEGER",
    "",
    "Most requests in flight that the plan of its target allowed at that moment.",
  ),
  scheduled_at: when.column(
    "TIMESTAMP",
    "UTC",
    "When the plan wanted it sent; null in a closed loop.",
  ),
  since_first_s: when.column(
    "DOUBLE",
    "s",
    "Of a later attempt: from when its request was due, in a closed loop from when it was first sent, " +
      "to the start of this attempt; null where the run was cut off between.",
  ),
  retry_in_s: when.column(
    "DOUBLE",
    "s",
    "The wait from the end of this attempt to the next one of its request, where one was to follow.",
  ),
  started_at: when.column("TIMESTAMP", "UTC", "When it was handed to the transport."),
  utc_hour: when.column("INTEGER", "h", "Hour of the day of started_at, UTC."),
  local_hour: when.column("INTEGER", "h", "Hour of the day of started_at where it was sent from."),
  weekday: when.column("INTEGER", "", "Day of the week of started_at, UTC; 1 is Monday."),
} as const;
