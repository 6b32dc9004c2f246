/** Token columns of a row, counted off the hot path. */
import type { Row } from "./record.ts";
import type { AttemptText } from "./to_record.ts";

/** A reference tokenizer: its name, and how many tokens a text has, without a BOS; "" has 0. */
export interface Tokenizer {
  name: string;
  count(text: string): number;
}

type Parts = Pick<AttemptText, "content" | "reasoning" | "tool_call">;

/** Characters of an answer that are counted whatever was asked for, and those for each token asked. */
const countableChars = 1 << 16;
const countableCharsPerToken = 64;
/** What is taken as asked where the server was left to choose. */
const unaskedTokens = 1 << 12;

/** The longest answer, in characters of one kind of text, whose tokens are counted. */
const countable = (asked: number | null): number =>
  countableChars + countableCharsPerToken * (asked ?? unaskedTokens);

/**
 * The row with its token columns filled. Each kind of text is counted over its whole, an absent kind adds 0.
 * An attempt that brought no answer has no output tokens: null, never 0. Nor has one whose text is far longer than what
 * was asked for (over 65,536 characters and 64 for each token asked): a count is exact or null, and the time
 * it takes is bounded by what was asked.
 */
export function countTokens(row: Row, text: AttemptText, tokenizer: Tokenizer): Row {
  const most = countable(row.output_tokens_target);
  const tooLong = [text.content, text.reasoning, text.tool_call].some((t) => t.length > most);
  const of = (part: string) => part === "" ? 0 : tokenizer.count(part);
  const countOf = (t: Parts) =>
    tooLong ? null : {
      content: of(t.content),
      reasoning: of(t.reasoning),
      total: of(t.content) + of(t.reasoning) + of(t.tool_call),
    };
  const counts = countOf(text);
  return {
    ...row,
    tokenizer: tokenizer.name,
    input_tokens: text.prompt === null ? row.input_tokens : of(text.prompt),
    output_tokens: counts?.total || null,
    content_tokens: counts?.content || null,
    reasoning_tokens: counts?.reasoning || null,
    first_arrival_tokens: row.ttft_s === null ? null : countOf(text.first_arrival)?.total ?? null,
  };
}
