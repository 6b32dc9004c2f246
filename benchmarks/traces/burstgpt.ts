/** BurstGPT: seconds from midnight of its first day; a call of 0 answer tokens failed. */
import { amount, emptyNote, inOrder, noted, tokens, type TraceFormat } from "./format.ts";

export const burstgpt: TraceFormat = {
  name: "burstgpt",
  about: "BurstGPT (CSV), with or without sessions; all its models are asked of every target",
  fits: (fields) => "Request tokens" in fields && "Response tokens" in fields,
  read(entries) {
    const models = new Set<unknown>();
    let failed = 0;
    const { requests, empty } = inOrder([...entries].flatMap((entry) => {
      const [, fields] = entry;
      const outputTokens = tokens(entry, "Response tokens");
      if (outputTokens === 0) {
        failed++;
        return [];
      }
      models.add(fields["Model"]);
      const session = String(fields["Session ID"] ?? "").trim();
      const took = String(fields["Elapsed time"] ?? "").trim();
      return [{
        offsetS: amount(entry, "Timestamp"),
        inputTokens: tokens(entry, "Request tokens"),
        outputTokens,
        ...(session ? { session } : {}),
        ...(took ? { tookS: amount(entry, "Elapsed time") } : {}),
      }];
    }));
    const notes = [
      ...noted(failed, "call failed and is left out", "calls failed and are left out"),
      ...emptyNote(empty),
      ...(models.size > 1 ? [`calls to ${models.size} models are all asked of every target`] : []),
    ];
    return { requests, blockTokens: null, prompts: "whole", notes };
  },
};
