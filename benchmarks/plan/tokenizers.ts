/** Reference tokenizers: what "a token" means in the record. */
import llama from "llama-tokenizer-js";

export interface Tokenizer {
  name: string;
  count(text: string): number;
}

const encode =
  (llama as unknown as { encode(text: string, bos: boolean, space: boolean): number[] }).encode
    .bind(llama);

/** Llama 2's vocabulary, no BOS, with its leading space; an empty text has no token. */
export const llama2: Tokenizer = {
  name: "llama2",
  count: (text) => (text === "" ? 0 : encode(text, false, true).length),
};
