/** Every importer, asked in this order. */
import type { Importer } from "./importer.ts";
import { llmperf } from "./llmperf.ts";
import { thefastest } from "./thefastest.ts";

export const importers: Importer[] = [llmperf, thefastest];
