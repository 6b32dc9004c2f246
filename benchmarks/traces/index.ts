/** Every format of traces that is read. */
import { azure } from "./azure.ts";
import { bailian } from "./bailian.ts";
import { burstgpt } from "./burstgpt.ts";
import type { TraceFormat } from "./format.ts";
import { mooncake } from "./mooncake.ts";

export const traceFormats: TraceFormat[] = [azure, burstgpt, bailian, mooncake];
