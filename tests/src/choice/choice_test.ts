/** Which runs a page shows: from an address to runs, a sentence, rows and their SQL, without a browser. */
import assert from "node:assert/strict";
import type { IndexedRun } from "../../../benchmarks/queries/run_index.ts";
import { boundsOf } from "../../../benchmarks/shared/moments.ts";
import { choiceOf, isChosen } from "../../../src/choice/choice.ts";
import { searchWith } from "../../../src/choice/control.ts";
import { carried } from "../../../src/choice/links.ts";
import { mostRuns, pick } from "../../../src/choice/picked.ts";

const choice = (text: string) => choiceOf(text);

Deno.test("choiceOf() reads one run or a span; a day lasts until its last millisecond, in UTC", () => {
  assert.equal(isChosen(choice("metric=ttft_s&board=x")), false);
  assert.deepEqual(choice("run=a&since=2026-11-01"), { run: "a", since: "", until: "" });
  const at = (text: string) => boundsOf(text)?.map((ms) => new Date(ms).toISOString()) ?? null;
  assert.deepEqual(at("2026-11-05"), ["2026-11-05T00:00:00.000Z", "2026-11-05T23:59:59.999Z"]);
  assert.deepEqual(at("2026-11-05T14:30"), Array(2).fill("2026-11-05T14:30:00.000Z"));
  assert.deepEqual(at("2026-11-05T14"), Array(2).fill("2026-11-05T14:00:00.000Z"));
  assert.deepEqual(at("2026-11-05T14:30:05-02:00"), Array(2).fill("2026-11-05T16:30:05.000Z"));
  for (const wrong of ["2026-02-30", "2026-13-01", "yesterday", "", "5 Nov 2026", "2026-1-1"]) {
    assert.equal(at(wrong), null, wrong);
  }
});

const run = (hour: number, over: Partial<IndexedRun> = {}): IndexedRun => ({
  ...{ run_id: `r${hour}`, config_name: "hourly", day: null, invalid: null, selection: null },
  ran_at: new Date(Date.UTC(2026, 10, 1, hour, 10)).toISOString().replace(".000", ""),
  ...{
    rows: 360,
    others: 0,
    workload: "w",
    asked: 360,
    wave: 1,
    simulated: false,
    filed: true,
    targets: [],
  },
  ...over,
});
/** 48 hours of them, the newest first as in the index; one is invalid, one was selected by its source. */
const index = Array.from(
  { length: 48 },
  (_, hour) =>
    run(hour, hour === 3 ? { invalid: "asleep" } : hour === 4 ? { selection: "best of 3" } : {}),
)
  .reverse();

Deno.test("pick() says which runs an address means, and what it leaves out", () => {
  const of = (text: string) => pick(index, choice(text));
  assert.equal(
    of("run=r14").sentence,
    "Showing run r14 of 1 Nov 2026 14:10 UTC, 360 requests.",
  );
  assert.equal(of("run=r3").note, "Nothing is ranked: the run is invalid: asleep.");
  assert.match(of("run=r4").note, /its source kept a selection of its requests: best of 3/);
  assert.equal(of("run=gone").sentence, "Run gone is not on this site.");
  assert.deepEqual(of("run=gone").runs, []);
  const day = of("since=2026-11-01&until=2026-11-01");
  assert.equal(
    day.sentence,
    "Showing 22 runs from 1 Nov 2026 00:10 UTC to 1 Nov 2026 23:10 UTC, 7,920 requests.",
  );
  assert.equal(day.note, "1 invalid run left out.");
  assert.deepEqual(day.runs.slice(0, 5).map((r) => r.run_id), ["r0", "r1", "r2", "r5", "r6"]);
  assert.equal(of("since=2026-11-02").runs.length, 24);
  assert.equal(of("until=2026-11-01T01:10Z").runs.length, 2);
  assert.equal(
    of("since=2026-11-01T01:00Z&until=2026-11-01T02:00Z").sentence,
    "Showing 1 run of 1 Nov 2026 01:10 UTC, 360 requests.",
  );
  assert.match(of("since=2027-01-01").sentence, /^No valid run started from 2027-01-01 \(UTC\)/);
  assert.match(of("since=x&until=2026-02-30").sentence, /“x” and “2026-02-30” are no days/);
});

Deno.test("pick() leaves out runs whose name no file can have, for there is none to read", () => {
  const names = ["../../evil", "a/b", "x".repeat(300)];
  const all = [...index, ...names.map((run_id, i) => run(9 + i, { run_id }))];
  const { runs, note } = pick(all, choice("since=2026-11-01T09:00&until=2026-11-01T12:00"));
  assert.deepEqual(runs.map((r) => r.run_id), ["r9", "r10", "r11"]);
  assert.equal(note, "3 runs left out, whose name no file can have.");
  const one = pick(all, choice("run=a%2Fb"));
  assert.deepEqual(one.runs, []);
  assert.equal(one.sentence, "Run a/b cannot be shown here: no file can have its name.");
});

Deno.test("pick() takes the newest part of what a page cannot hold, and says so", () => {
  const many = Array.from({ length: 150 }, (_, hour) => run(hour)).reverse();
  const { runs, note } = pick(many, choice("since=2026-11-01"));
  assert.equal(runs.length, mostRuns);
  assert.equal(runs.at(-1)!.run_id, "r149");
  assert.match(note, /^That is the newest part of 150 runs with 54,000 requests: a page holds 100/);
  const large = many.map((r) => ({ ...r, rows: 25_000 }));
  assert.equal(pick(large, choice("since=2026-11-01")).runs.length, 2);
});

Deno.test("a link to another page that follows a choice keeps it, and no other does", () => {
  const here = "https://h.example/some/where/distributions.html?since=2026-11-01&metric=x";
  const span = choice("since=2026-11-01");
  const to = (href: string) =>
    carried(new URL(href, here).href, here, span)
      .replace("https://h.example/some/where/", "");
  assert.equal(to("./outliers.html?metric=a"), "outliers.html?metric=a&since=2026-11-01");
  assert.equal(to("./"), "?since=2026-11-01");
  assert.equal(to("./index.html"), "index.html?since=2026-11-01");
  for (const href of ["./data.html", "./compare.html?run=r1", "./providers/outliers.html"]) {
    assert.equal(to(href), href.replace("./", ""));
  }
  assert.equal(
    carried("https://a.example/outliers.html", here, span),
    "https://a.example/outliers.html",
  );
  assert.equal(
    searchWith("?run=r1&board=b", choice("since=2026-11-01")),
    "since=2026-11-01&board=b",
  );
});
