/** Every importer, asked in this order. */
import { byContent } from "../importers/content.ts";
import type { Importer } from "../importers/importer.ts";
import { llmperf } from "../llmperf/importer.ts";
import { thefastest } from "../importers/thefastest.ts";

export const importers: Importer[] = [byContent, llmperf, thefastest];
