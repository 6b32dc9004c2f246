import assert from "node:assert/strict";
import { inPool } from "./pool.ts";

/** Jobs that take so many milliseconds: which began when, and how many were at work at most. */
function jobsOf(...all: [name: string, ms: number][]) {
  const begun: string[] = [];
  let [atOnce, most] = [0, 0];
  const jobs = all.map(([name, ms]) => async () => {
    begun.push(name);
    most = Math.max(most, ++atOnce);
    await new Promise((done) => setTimeout(done, ms));
    atOnce--;
  });
  return { jobs, begun, most: () => most };
}

Deno.test("inPool() runs each job once, in order, as many at once as it may", async () => {
  const { jobs, begun, most } = jobsOf(["a", 60], ["b", 5], ["c", 5], ["d", 5], ["e", 5]);
  await inPool(jobs, 2);
  assert.deepEqual(begun, ["a", "b", "c", "d", "e"]);
  assert.equal(most(), 2);
});

Deno.test("inPool() with nothing to do ends, and hands on what a job throws", async () => {
  await inPool([], 3);
  await assert.rejects(inPool([() => Promise.reject(new Error("no"))], 2), /no/);
});
