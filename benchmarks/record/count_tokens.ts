/** Token columns of a row, counted off the hot path. */
import type { Row } from "./record.ts";
import type { AttemptText } from "./to_record.ts";

/** A reference tokenizer: its name, and how many tokens a text has, without a BOS; "" has 0. */
export interface Tokenizer {
  name: string;
  count(text: string): number;
}

/**
 * The row with its token columns filled. Each kind of text is counted over its whole, an absent kind adds 0.
 * An attempt that brought no answer has no output tokens: null, never 0.
 */
export function countTokens(row: Row, text: AttemptText, tokenizer: Tokenizer): Row {
  const of = (part: string) => part === "" ? 0 : tokenizer.count(part);
  const sum = (t: { content: string; reasoning: string; tool_call: string }) =>
    of(t.content) + of(t.reasoning) + of(t.tool_call);
  const total = sum(text);
  return {
    ...row,
    tokenizer: tokenizer.name,
    input_tokens: text.prompt === null ? row.input_tokens : of(text.prompt),
    output_tokens: total > 0 ? total : null,
    content_tokens: text.content === "" ? null : of(text.content),
    reasoning_tokens: text.reasoning === "" ? null : of(text.reasoning),
    first_arrival_tokens: row.ttft_s === null ? null : sum(text.first_arrival),
  };
}
