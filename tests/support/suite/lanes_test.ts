import assert from "node:assert/strict";
import { inLanes } from "./lanes.ts";

/** Jobs that take so many milliseconds and note their name when they begin. */
function lanesOf(...lanes: [name: string, ms: number][][]) {
  const begun: string[] = [];
  let atOnce = 0;
  let most = 0;
  const jobs = lanes.map((lane) =>
    lane.map(([name, ms]) => async () => {
      begun.push(name);
      most = Math.max(most, ++atOnce);
      await new Promise((done) => setTimeout(done, ms));
      atOnce--;
    })
  );
  return { begun, jobs, most: () => most };
}

Deno.test("inLanes() runs each lane in order, and each job once", async () => {
  const { begun, jobs, most } = lanesOf([["a", 5], ["b", 5], ["c", 5]], [["x", 4], ["y", 4]]);
  await inLanes(...jobs);
  assert.deepEqual(begun.toSorted(), ["a", "b", "c", "x", "y"]);
  assert.ok(begun.indexOf("a") < begun.indexOf("b") && begun.indexOf("x") < begun.indexOf("y"));
  assert.equal(most(), 2);
});

Deno.test("inLanes() lets a lane that is through take from the end of the other", async () => {
  const { begun, jobs } = lanesOf([["a", 60], ["b", 1], ["c", 1]], [["x", 1]]);
  await inLanes(...jobs);
  assert.deepEqual(begun, ["a", "x", "c", "b"]);
});

Deno.test("inLanes() with nothing to do ends, and hands on what a job throws", async () => {
  await inLanes([], []);
  await assert.rejects(inLanes([() => Promise.reject(new Error("no"))]), /no/);
});
