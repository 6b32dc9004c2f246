/** How a trace is read and sent again. */
import { z } from "zod";

export const traceSchema = z.strictObject({
  format: z.string().default("auto").describe("Of its file: auto, or a name in docs/traces.md"),
  time_scale: z.number().positive().default(1).describe(
    "Its gaps times this: 0.5 is twice as fast",
  ),
  window_s: z.tuple([z.number().min(0), z.number().positive()]).nullable().default(null).describe(
    "Only the sessions that begin between these seconds of it",
  ),
  think_time: z.enum(["after_answer", "recorded_gap", "recorded_time"]).nullable().default(null)
    .describe(
      "When a later turn is sent: its delay after the answer before it; after the gap that was recorded between that " +
        "answer's end and it; or at its recorded time, if that answer has ended (default: the first that it has)",
    ),
  prompts: z.enum(["whole", "delta"]).nullable().default(null).describe(
    "Whether a later request of a session has its whole prompt or what it adds (default: as its format has it)",
  ),
  rules: z.enum(["agentx"]).optional().describe(
    "Whose rules it is sent by: they set what docs/traces.md says, and refuse what breaks them",
  ),
});
