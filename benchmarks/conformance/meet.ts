/** A fault met over a real socket, with the whole harness between it and its row. */
import { openai } from "../providers/openai/openai.ts";
import type { Tokenizer } from "../record/count_tokens.ts";
import type { Row } from "../record/record.ts";
import { toRecord } from "../record/to_record.ts";
import { runAttempt } from "../wire/attempt.ts";
import { keyCredentials } from "../wire/auth/credentials.ts";
import { sleep, startClock } from "../wire/clock.ts";
import { defaultLimits } from "../wire/limits.ts";
import type { Recording } from "../providers/recording.ts";
import { openSlot } from "../wire/transport.ts";
import { contextOf } from "./context.ts";
import type { Expectation } from "./expectation.ts";
import { wholeRow } from "./judge.ts";

/** Asks the simulator at `url` for a fault and gives the row it makes, with the recording it was made of. */
export async function meet(
  url: string,
  name: string,
  expected: Expectation,
  key: string,
  tokenizer: Tokenizer,
): Promise<{ row: Row; recording: Recording }> {
  const limits = { ...defaultLimits, requestMs: 20_000, ...expected.limits };
  const slot = openSlot(url, startClock(), limits);
  try {
    for (let left = expected.requests ?? 1;; left--) {
      const { recording, deltas, failure } = await runAttempt(slot, openai, {
        baseUrl: `${url}/fault-${name}/v1`,
        model: "fault",
        messages: [{ role: "user", content: "hello" }],
        maxOutputTokens: 16,
        params: {},
      }, { credentials: keyCredentials(key), limits });
      if (left > 1) {
        await sleep(20); // time enough for the server to leave, where it does
        continue;
      }
      const { row, text } = toRecord(recording, deltas, contextOf(name, [key], failure));
      return { row: wholeRow(row, text, tokenizer), recording };
    }
  } finally {
    slot.close();
  }
}
