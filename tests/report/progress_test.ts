import assert from "node:assert/strict";
import { Progress } from "../../benchmarks/report/progress.ts";
import { emptyRow, type Row } from "../../benchmarks/record/record.ts";

Deno.test("a step of a search is counted by itself, the counts of the run go on", () => {
  const said: string[] = [];
  const print = console.error;
  console.error = (line: string) => said.push(line);
  try {
    const progress = new Progress(5);
    const row = emptyRow({ status: "ok", ttft_s: 0.25 } as Row);
    for (let i = 0; i < 5; i++) progress.add(row);
    progress.step("step 1, at most 7, 2 requests/s", 30);
    for (let i = 0; i < 3; i++) progress.add(row);
    progress.end();
    assert.deepEqual(progress.counts(), { attempted: 8, succeeded: 8, failed: 0 });
  } finally {
    console.error = print;
  }
  assert.match(said.at(-1)!, /^step 1, at most 7, 2 requests\/s: 3\/30 done, 0 failed, /);
});

Deno.test("requests of warm-up and cool-down are counted apart", () => {
  const print = console.error;
  const said: string[] = [];
  console.error = (line: string) => said.push(line);
  try {
    const progress = new Progress(3, 2);
    for (const phase of ["warmup", "measured", "measured", "cooldown"]) {
      progress.add(emptyRow({ status: "ok", phase } as Row));
    }
    progress.end();
  } finally {
    console.error = print;
  }
  assert.match(said.at(-1)!, /^2\/3 done, 2\/2 of warm-up and cool-down, 0 failed, /);
});

Deno.test("what the end of a run cut off is done, and no failure", () => {
  const print = console.error;
  const said: string[] = [];
  console.error = (line: string) => said.push(line);
  try {
    const progress = new Progress(3);
    for (const status of ["ok", "incomplete", "failed"]) {
      progress.add(emptyRow({ status } as Row));
    }
    progress.end();
    assert.deepEqual(progress.counts(), { attempted: 2, succeeded: 1, failed: 1 });
  } finally {
    console.error = print;
  }
  assert.match(said.at(-1)!, /^3\/3 done, 1 failed, /);
});

Deno.test("arrivals that were dropped are no failures, and one answer has no rate", () => {
  const print = console.error;
  const said: string[] = [];
  console.error = (line: string) => said.push(line);
  try {
    const one = new Progress(41);
    one.add(emptyRow({ status: "ok", ttft_s: 0.25 } as Row));
    one.end();
    const progress = new Progress(20);
    for (let i = 0; i < 20; i++) progress.add(emptyRow({ status: "dropped" } as Row));
    progress.end();
    assert.deepEqual(progress.counts(), { attempted: 0, succeeded: 0, failed: 0 });
  } finally {
    console.error = print;
  }
  assert.equal(said[0], "1/41 done, 0 failed, –/s, median TTFT 0.25 s, ? left");
  assert.equal(said.at(-1), "20/20 done, 0 failed, 20 dropped, –/s, median TTFT – s, 0 s left");
});
