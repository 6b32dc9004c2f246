import assert from "node:assert/strict";
import { tagRun } from "../../benchmarks/commands/runs/words.ts";
import { runsTable } from "../../benchmarks/queries/tables/data.ts";
import { allRunsTable } from "../../benchmarks/queries/tables/runs.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder, run } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

Deno.test("runs list, and page /data, begin with the newest run, those of one minute too", () =>
  inFolder(async (folder) => {
    for (
      const [run_id, started_at] of [
        ["a", "2026-01-02T00:00:09Z"],
        ["b", "2026-01-02T00:00:58Z"],
        ["c", "2026-01-02T00:10:00Z"],
        ["d", "2026-01-01T23:00:00Z"],
      ]
    ) {
      const imported_from = run_id === "b" ? "vllm" : null;
      await writeRun(folder, { run_id, started_at, imported_from }, answers(2, 1));
    }
    const { out } = await run(["runs", "list", "--json", "--results-dir", folder]);
    const newest = ["c", "b", "a", "d"];
    const listed = JSON.parse(out) as Record<string, unknown>[];
    assert.deepEqual(listed.map((r) => r.run_id), newest);
    assert.deepEqual(listed.map((r) => r.imported_from), [null, "vllm", null, null]);
    const db = await openStore(folder);
    for (const { sql } of [runsTable, allRunsTable]) {
      const { rows } = await db.query(sql);
      assert.deepEqual(rows.map((r) => r.run_id), newest);
    }
    db.close();
  }));

Deno.test("runs list puts a run whose source has no time to the day in its name, one without a day last", () =>
  inFolder(async (folder) => {
    const undated = { started_at: null, ended_at: null };
    for (
      const given of [
        { run_id: "a", started_at: "2026-01-04T10:00:00Z" },
        { run_id: "vllm-2026-01-05-030405-m-1a2b", ...undated },
        { run_id: "vllm-2026-01-03-030405-m-1a2b", ...undated },
        { run_id: "y", ...undated },
        { run_id: "z-2026-99-99", ...undated },
      ]
    ) await writeRun(folder, given, answers(1, 1));
    const { out } = await run(["runs", "list", "--json", "--results-dir", folder]);
    const listed = JSON.parse(out) as Record<string, string | null>[];
    assert.deepEqual(listed.map((r) => [r.run_id, r.started]), [
      ["vllm-2026-01-05-030405-m-1a2b", null],
      ["a", "2026-01-04 10:00"],
      ["vllm-2026-01-03-030405-m-1a2b", null],
      ["z-2026-99-99", null],
      ["y", null],
    ]);
  }));

Deno.test("what a publisher says of a run stands wherever the run does, and is taken back", () =>
  inFolder(async (folder) => {
    const [at, later] = ["2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"];
    await writeRun(folder, { run_id: "20260102-a", started_at: at, run_by: "lab" }, answers(2, 1));
    await writeRun(folder, { run_id: "20260103-b", started_at: later }, [
      ...answers(1, 1, { phase: "warmup" }),
      ...answers(2, 1),
      { status: "incomplete" },
    ]);
    const runs = async (...args: string[]) => {
      const done = await run(["runs", ...args, "--results-dir", folder]);
      assert.deepEqual([done.code, done.err], [0, ""], args.join(" "));
      return done.out;
    };
    await runs("note", "latest", "after the\nupgrade");
    await runs("tag", "20260103", "nightly", "eu", "nightly");
    await runs("tag", `${folder}/20260103-b`, "eu", "--remove");
    await runs("disclose", "20260103-b", "--run-by", "me", "--interest", "none");
    await runs("invalid", "20260103-b", "--because", "wrong key");
    const expected = {
      note: "after the\nupgrade",
      tags: ["nightly"],
      run_by: "me",
      interest: "none",
      invalid: "marked invalid by the publisher: wrong key",
      invalid_because: "wrong key",
    };
    const picked = (row: Record<string, unknown>) =>
      Object.fromEntries(Object.keys(expected).map((name) => [name, row[name]]));
    const [newest, oldest] = JSON.parse(await runs("--json"));
    assert.deepEqual(picked(newest), expected);
    assert.deepEqual(picked(oldest), {
      ...{ note: null, tags: [], run_by: "lab", interest: null, invalid: null },
      invalid_because: null,
    });
    const shown = JSON.parse(await runs("show", "latest", "--json"));
    assert.deepEqual(picked(shown), expected);
    // A median of two.
    const [first, second] = answers(2, 1).map((answer) => answer.ttft_s!);
    assert.deepEqual(shown.requests, [
      {
        ...{ provider: "acme", model: "m", requests: 3, succeeded: 2, failed: 0 },
        ...{ dropped: 0, incomplete: 1, warmup: 1, ttft_median_s: (first + second) / 2 },
      },
    ]);
    assert.deepEqual([newest.requests, newest.succeeded], [3, 2]); // as page /runs has it
    const text = await runs("show", "20260103");
    const counts = "3 requests, 2 succeeded, 1 cut off by the end of the run, 1 of the warm-up";
    for (const words of [counts, "after the", "upgrade", "nightly", "me", "none", "wrong key"]) {
      assert.ok(text.includes(words), words);
    }
    const list = await runs();
    assert.match(list, /tags +note +run_by +interest +invalid/);
    const file = JSON.parse(Deno.readTextFileSync(`${folder}/20260103-b/run.json`));
    assert.equal(file.invalid ?? null, null);
    assert.ok(Math.abs(Date.parse(file.publisher.changed_at) - Date.now()) < 600_000);
    for (const args of [["note", "--undo"], ["invalid", "--undo"], ["disclose", "--undo"]]) {
      await runs(args[0], "latest", args[1]);
    }
    const [now] = JSON.parse(await runs("list", "--json"));
    assert.deepEqual(picked(now), {
      ...{ note: null, tags: ["nightly"], run_by: null, interest: null, invalid: null },
      invalid_because: null,
    });
  }));

Deno.test("runs says what it cannot keep, and names no run that is not meant", () =>
  inFolder(async (folder) => {
    for (const run_id of ["aa", "ab", "b"]) {
      const publisher = run_id === "b" ? { tags: 7 } : undefined;
      await writeRun(folder, { run_id, publisher }, answers(1, 1));
    }
    await writeRun(folder, { run_id: "cc" }, answers(1, 1));
    await Deno.writeTextFile(`${folder}/cc/run.json`, "{");
    const key = "sk-test-1234567890abcdef";
    const cases: [string[], RegExp][] = [
      [["note", "a", "x"], /2 runs begin so: aa, ab/],
      [["note", "zz", "x"], /there is no such run/],
      [["note", "aa"], /give a text, or --undo/],
      [["note", "aa", "x".repeat(2001)], /note is longer than 2000/],
      [["note", "aa", `the key was ${key}`], /note holds what looks like a key/],
      [["tag", "aa", "two words"], /tags.0 is empty, or holds a blank/],
      [["tag", "aa", "\u202eevil"], /does not print/],
      [["invalid", "aa", "--because", " \u00a0"], /--because: is blank/],
      [["note", "aa", "\ufffd"], /holds bytes that are no text/],
      [["show", "cc"], /cc is left out: its run.json is not whole/],
      [["invalid", "aa"], /give the reason by --because/],
      [["invalid", "aa", "--because", "x", "--undo"], /give the reason by --because/],
      [["disclose", "aa"], /give --run-by, --interest or both/],
      [["note", "b", "x"], /publisher.tags must be a list[^]*mend that by hand/],
      [["shwo", "aa"], /runs has no command 'shwo'; it has list, show, note, /],
      [["show", "aa", "--results-dir", `${folder}/none`], /no such folder/],
    ];
    for (const [args, expected] of cases) {
      const dir = args.includes("--results-dir") ? [] : ["--results-dir", folder];
      const done = await run(["runs", ...args, ...dir]);
      assert.equal(done.code, 2, args.join(" "));
      assert.match(done.err, expected);
      assert.ok(!done.err.includes(key));
    }
    assert.ok(!Deno.readTextFileSync(`${folder}/aa/run.json`).includes("publisher"));
    const { err } = await run(["runs", "--results-dir", folder]);
    assert.match(err, /Not the words of a publisher: .*b\/run.json: publisher.tags must be a list/);
  }));

Deno.test("of several who tag a run at once, each is heard", () =>
  inFolder(async (folder) => {
    const path = await writeRun(folder, { run_id: "r" }, answers(1, 1));
    const tags = Array.from({ length: 8 }, (_, i) => `t${i}`);
    const options = { resultsDir: folder, json: true };
    await Promise.all(tags.map((tag) => tagRun("r", [tag], options)));
    assert.deepEqual(
      JSON.parse(Deno.readTextFileSync(`${path}/run.json`)).publisher.tags.sort(),
      tags,
    );
  }));
