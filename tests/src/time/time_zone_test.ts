import assert from "node:assert/strict";
import { localOf, localSql, offsetsOf } from "../../../src/time/time_zone.ts";

Deno.test("hours stand on the clocks of a zone, before and after its clocks are changed", () => {
  // Berlin left winter time on 29 March 2026 at 01:00 UTC; Kolkata is 5:30 ahead all year.
  const hours = ["2026-03-28T23", "2026-03-29T00", "2026-03-29T01", "2026-03-29T22"];
  const berlin = offsetsOf(hours, "Europe/Berlin");
  assert.deepEqual(berlin, [
    { from: "2026-03-28T23", minutes: 60 },
    { from: "2026-03-29T01", minutes: 120 },
  ]);
  assert.deepEqual(hours.map((hour) => localOf(hour, berlin)), [
    { day: "2026-03-29", hour: 0, weekday: 7 },
    { day: "2026-03-29", hour: 1, weekday: 7 },
    { day: "2026-03-29", hour: 3, weekday: 7 },
    { day: "2026-03-30", hour: 0, weekday: 1 },
  ]);
  const kolkata = localOf("2026-03-29T00", offsetsOf(hours, "Asia/Kolkata"));
  assert.deepEqual(kolkata, { day: "2026-03-29", hour: 5, weekday: 7 });
  assert.equal(
    localSql(berlin),
    "utc + to_minutes(CASE WHEN utc >= TIMESTAMP '2026-03-29 01:00:00' THEN 120 ELSE 60 END)",
  );
});
