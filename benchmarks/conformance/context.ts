/** What a row of the suite says that the wire did not. */
import type { RowContext } from "../record/to_record.ts";

/** The same for every row: nothing of it is measured. */
export const contextOf = (
  provider: string,
  keys: string[],
  failure: RowContext["failure"],
): RowContext => ({
  identity: {
    run_id: "conformance",
    config_name: "conformance",
    provider,
    model: "fault",
    api: "openai",
    simulated: true,
    phase: "measured",
    request_index: 0,
    attempt: 1,
  },
  startedAt: "2026-01-01T00:00:00.000000Z",
  scheduledAt: null,
  utcOffsetMinutes: 0,
  keys,
  prompt: "hello",
  failure,
});
