/** Reference tokenizers: what every token count of a record is counted by. */
import llamaTokenizer from "llama-tokenizer-js";

export interface Tokenizer {
  /** As column `tokenizer` names it. */
  name: string;
  /** Tokens of the text: no BOS, with the space SentencePiece puts before a text; "" has 0. */
  count(text: string): number;
  /** Tokens the text adds where it continues another one at a line break. */
  countContinued(text: string): number;
}

/** The tokenizer of Llama 2, with which the ancestor counted for every model. */
export const llama2: Tokenizer = {
  name: "llama2",
  count: (text) => text === "" ? 0 : llamaTokenizer.encode(text, false, true).length,
  // No piece of Llama 2 spans a line break: it is a byte token, so both sides count apart.
  countContinued: (text) => text === "" ? 0 : llamaTokenizer.encode(text, false, false).length,
};
