/** The row that a line of a journal becomes: its tokens counted, its text where the run keeps it. */
import { countTokens, type Tokenizer } from "../../record/count_tokens.ts";
import type { JournalLine } from "./journal_lines.ts";
import type { Row } from "../../record/record.ts";
import type { AttemptText } from "../../record/to_record.ts";

/** Counts the lines of one journal, one after the other; a prompt that several of them have is counted once. */
export function lineCounter(
  tokenizer: Tokenizer,
  keepText: boolean,
): (line: JournalLine) => Row {
  const count = remembering(tokenizer);
  return ({ row, text }) => {
    const counted = countTokens(row, text, count);
    return keepText ? { ...counted, ...keptText(text) } : counted;
  };
}

/** The columns of generated text. */
export const keptText = (text: AttemptText) => ({
  content_text: text.content || null,
  reasoning_text: text.reasoning || null,
  tool_call_text: text.tool_call || null,
});

/** Characters of all texts whose count is remembered: those of the targets that take turns just then. */
const rememberedChars = 1 << 20;

/** Interleaved targets get the same prompts: count each once, and forget those that came first. */
function remembering(tokenizer: Tokenizer): Tokenizer {
  const known = new Map<string, number>();
  let room = rememberedChars;
  return {
    name: tokenizer.name,
    count(text) {
      let tokens = known.get(text);
      if (tokens === undefined) {
        tokens = tokenizer.count(text);
        known.set(text, tokens);
        room -= text.length;
        for (const first of known.keys()) {
          if (room >= 0) break;
          known.delete(first);
          room += first.length;
        }
      }
      return tokens;
    },
  };
}
