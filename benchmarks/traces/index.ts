/** Every format of traces that is read. */
import { aiperf, aiperfMultiTurn } from "./aiperf.ts";
import { azure } from "./azure.ts";
import { bailian } from "./bailian.ts";
import { burstgpt } from "./burstgpt.ts";
import type { TraceFormat } from "./format.ts";
import { mooncake } from "./mooncake.ts";
import { weka } from "./weka.ts";

export const traceFormats: TraceFormat[] = [
  azure,
  burstgpt,
  bailian,
  weka,
  aiperfMultiTurn,
  aiperf,
  mooncake,
];
