/** The package with Llama 2's vocabulary. To make it ready takes 0.1 s, which a first request need not wait for. */
import { createRequire } from "node:module";
import type llama from "llama-tokenizer-js";

let loaded: typeof llama | null = null;

/** Loads it where that was not done. */
export const llamaPackage = (): typeof llama =>
  loaded ??= createRequire(import.meta.url)("llama-tokenizer-js").default;
