import assert from "node:assert/strict";
import { momentOf } from "../../benchmarks/llmperf/imported_run.ts";

Deno.test("momentOf() takes seconds, their thousandths and less, and ISO 8601", () => {
  const iso = "2024-01-10T01:55:04.000Z"; // date -u -d @1704851704
  for (const given of [1704851704, 1704851704e3, 1704851704e6, 1704851704e9, "1704851704", iso]) {
    assert.equal(momentOf(given)?.toISOString(), iso, String(given));
  }
  assert.equal(momentOf(1704851704.25)?.toISOString(), "2024-01-10T01:55:04.250Z");
  for (const given of [null, undefined, "yesterday", {}, true, -1]) {
    assert.equal(momentOf(given), null, String(given));
  }
});
