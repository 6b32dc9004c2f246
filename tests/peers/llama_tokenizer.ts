/**
 * Llama 2's vocabulary as a folder of files that Python's harnesses load: they would ask a hub for a tokenizer by its
 * name. As in the tokenizers of newer models no space is put before a text, so that the pieces of an answer have as
 * many tokens as the whole. With Llama 2's own rule inference-perf, which counts each piece by itself, finds one more
 * in each that begins with a space.
 */
import { llamaPackage } from "../../benchmarks/plan/tokens/llama_package.ts";

/** What the package holds beside its functions. */
interface Vocabulary {
  vocabById: string[];
  /** Rank by "first second", the two tokens that become one. */
  merges: Map<string, number>;
}

const space = "▁";
const special = ["<unk>", "<s>", "</s>"];

/** Writes the files into `folder`, which must be there. */
export async function writeTokenizer(folder: string): Promise<void> {
  const { vocabById, merges } = llamaPackage() as unknown as Vocabulary;
  const ranked = [...merges].sort(([, a], [, b]) => a - b).map(([pair]) => pair.split(" "));
  const json = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: special.map((content, id) => ({
      ...{ id, content, special: true },
      ...{ single_word: false, lstrip: false, rstrip: false, normalized: false },
    })),
    normalizer: {
      ...{ type: "Replace", pattern: { String: " " }, content: space },
    },
    pre_tokenizer: null,
    post_processor: {
      type: "TemplateProcessing",
      single: [{ SpecialToken: { id: "<s>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
      pair: [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 1 } }],
      special_tokens: { "<s>": { id: "<s>", ids: [1], tokens: ["<s>"] } },
    },
    decoder: {
      type: "Sequence",
      decoders: [
        { type: "Replace", pattern: { String: space }, content: " " },
        { type: "ByteFallback" },
        { type: "Fuse" },
      ],
    },
    model: {
      type: "BPE",
      dropout: null,
      unk_token: "<unk>",
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      vocab: Object.fromEntries(vocabById.map((token, id) => [token, id])),
      merges: ranked,
    },
  };
  const config = {
    tokenizer_class: "PreTrainedTokenizerFast",
    ...{ bos_token: "<s>", eos_token: "</s>", unk_token: "<unk>", model_max_length: 4096 },
    chat_template: "{% for m in messages %}{{ m['content'] }}{% endfor %}",
  };
  await Deno.writeTextFile(`${folder}/tokenizer.json`, JSON.stringify(json));
  await Deno.writeTextFile(`${folder}/tokenizer_config.json`, JSON.stringify(config));
  await Deno.writeTextFile(`${folder}/config.json`, JSON.stringify({ model_type: "llama" }));
}
