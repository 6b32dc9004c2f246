/** llmeter: `responses.jsonl`, with `summary.json`, `stats.json` and `run_config.json` of the same run beside it. */
import type { JsonObject } from "../../providers/read/json.ts";
import { failure } from "../failures.ts";
import { Fields } from "../fields.ts";
import {
  type Format,
  hasKeys,
  isNumber,
  isoOf,
  missingOf,
  reportedFigure,
  type TextFile,
} from "../format.ts";
import { objectsOf } from "../json_text.ts";
import { type Attempt, importedRun } from "../measured_run.ts";

const caveat = "llmeter’s clock starts before the vendor’s client, which may connect and try " +
  "again within; only the text of the answer is a token to it, while its count, by the server, " +
  "has reasoning in it.";

export const llmeter: Format = {
  name: "llmeter",
  role: (head) =>
    hasKeys(head, "time_to_last_token", "time_to_first_token")
      ? "rows"
      : /"time_to_last_token-\w+"\s*:/.test(head)
      ? "statistics"
      : hasKeys(head, "total_requests", "clients", "n_requests")
      ? "settings"
      : null,
  belongs: (name) => /stats/.test(name),
  read(main, beside, facts) {
    const isRows = llmeter.role(main.text.slice(0, 100_000)) === "rows";
    const others = [...isRows ? [] : [main], ...beside].map(fieldsOf);
    const said = (name: string) => others.map((o) => o.all[name]).find((v) => v != null) ?? null;
    const word = (name: string) => typeof said(name) === "string" ? String(said(name)) : null;
    const clients = isNumber(said("clients")) ? Number(said("clients")) : null;
    const attempts = isRows
      ? objectsOf(main.file, main.text)
        .map((r, i) => toAttempt(new Fields(main.file, `response ${i + 1}`, r)))
        .toSorted((a, b) => (a.started_at ?? "") < (b.started_at ?? "") ? -1 : 1)
      : [];
    const untimed = attempts.filter((a) => !a.started_at).length;
    const settings: JsonObject = clients === null ? {} : { clients };
    const total = said("total_requests");
    return [importedRun({
      file: main.file,
      harness: "llmeter",
      version: null,
      model: word("model_id"),
      endpoint: null,
      started_at: attempts.find((a) => a.started_at)?.started_at ?? null,
      ended_at: null,
      clock: !isRows
        ? "no request has a time of its own"
        : untimed
        ? `${untimed} of ${attempts.length} requests have no time of day`
        : null,
      selection: isRows
        ? missingOf(attempts.length, total)
        : "statistics alone: no request is in its file",
      caveat,
      named: null,
      settings,
      requests: isNumber(total) ? total : null,
      load: clients ? `${clients} at a time` : null,
      attempts,
      reported: others.flatMap(printedBy),
    }, { ...facts, provider: facts.provider ?? word("provider") ?? undefined })];
  },
};

function fieldsOf({ file, text }: TextFile): Fields {
  const [whole] = objectsOf(file, text);
  return new Fields(file, "the report", whole ?? {});
}

/** Statistics stand as "time_to_first_token-p50". */
function printedBy(report: Fields) {
  const own = Object.entries(report.all).flatMap(([key, value]) => {
    const at = key.lastIndexOf("-");
    return at > 0 && isNumber(value)
      ? [{ name: key.slice(0, at), key: key.slice(at + 1), value }]
      : [];
  });
  return [...Map.groupBy(own, (o) => o.name)].map(([name, some]) =>
    reportedFigure(
      name,
      name.startsWith("time") ? "s" : "tokens",
      Object.fromEntries(some.map((o) => [o.key, o.value])),
    )
  );
}

function toAttempt(response: Fields): Attempt {
  const sent = response.text("request_time");
  const zoned = sent !== null && /([zZ]|[+-]\d\d:?\d\d)$/.test(sent);
  const seconds = sent === null ? NaN : Date.parse(zoned ? sent : `${sent}Z`) / 1000;
  if (sent !== null && Number.isNaN(seconds)) response.refuse('has a "request_time" that is none');
  const shared = {
    started_at: sent === null ? null : isoOf(seconds, response),
    input_tokens: response.count("num_tokens_input"),
    tokenizer: "as the server counted",
  };
  const error = response.text("error");
  if (error) return { ...shared, ...failure(null, error) };
  return {
    ...shared,
    status: "ok",
    ttft_s: response.seconds("time_to_first_token"),
    ttft_content_s: response.seconds("time_to_first_token"),
    last_token_s: response.seconds("time_to_last_token"),
    output_tokens: response.count("num_tokens_output"),
    reasoning_tokens_reported: response.count("num_tokens_output_reasoning"),
    cached_tokens_reported: response.count("num_tokens_input_cached"),
  };
}
