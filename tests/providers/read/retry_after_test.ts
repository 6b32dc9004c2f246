/** How long a server asks to wait. */
import assert from "node:assert/strict";
import { openai } from "../../../benchmarks/providers/openai/openai.ts";
import { answer } from "./refusals.ts";

const waits: [[string, string][], number | undefined][] = [
  [[["retry-after", "3"]], 3],
  [[["retry-after-ms", "250"], ["retry-after", "3"]], 0.25],
  [
    [["retry-after", "Mon, 01 Jan 2024 00:00:10 GMT"], ["date", "Mon, 01 Jan 2024 00:00:00 GMT"]],
    10,
  ],
  [[["llm_provider-retry-after", "7"], ["llm_provider-retry-after-ms", "7000"]], 7],
  [[["retry-after", "2"], ["llm_provider-retry-after", "7"]], 2],
  [[["retry-after", "soon"]], undefined],
  ...["-1", "1.5", "1e3", "0x10", "+3", "3s", "3, 4", "", " ", "Infinity", "9".repeat(400)]
    .map((text): [[string, string][], undefined] => [
      [["retry-after", text], ["date", "Mon, 01 Jan 2024 00:00:00 GMT"]],
      undefined,
    ]),
  ...["2024-01-01T00:00:10Z", "Jan 1 2024", "1704067210 GMT"]
    .map((text): [[string, string][], undefined] => [
      [["retry-after", text], ["date", "Mon, 01 Jan 2024 00:00:00 GMT"]],
      undefined,
    ]),
  ...["Monday, 01-Jan-24 00:00:10 GMT", "Mon Jan  1 00:00:10 2024"]
    .map((text): [[string, string][], number] => [
      [["retry-after", text], ["date", "Mon, 01 Jan 2024 00:00:00 GMT"]],
      10,
    ]),
  [
    [["retry-after", "Sun, 31 Dec 2023 23:59:00 GMT"], ["date", "Mon, 01 Jan 2024 00:00:00 GMT"]],
    0,
  ],
  [[["retry-after", "0"]], 0],
  // A word that nobody means would make its rows, and with them the target, implausible.
  [[["retry-after", "31536000"]], 31_536_000],
  [[["retry-after", "999999999"]], undefined],
  [[["retry-after-ms", "999999999999999"]], undefined],
  [
    [["retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"], ["date", "Mon, 01 Jan 2024 00:00:00 GMT"]],
    undefined,
  ],
  [[["retry-after-ms", "-5"], ["retry-after", "2"]], 2],
  [[], undefined],
];

Deno.test("openai.failure() reads how long to wait", () => {
  for (const [headers, expected] of waits) {
    const found = openai.failure(answer(429, "{}", headers)).retryAfterS;
    assert.equal(found, expected, JSON.stringify(headers));
  }
});
