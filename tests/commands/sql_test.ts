import assert from "node:assert/strict";
import { journalPath, openJournal } from "../../benchmarks/store/journal/journal.ts";
import { emptyRow } from "../../benchmarks/record/record.ts";
import { inFolder, run } from "../support/bench.ts";

const sql = (folder: string, ...args: string[]) => run(["sql", "--results-dir", folder, ...args]);

Deno.test("sql shows the result of every statement; as JSON the last one's", () =>
  inFolder(async (folder) => {
    const both = await sql(folder, "SELECT 1 AS a; SELECT 2 AS b; -- done");
    assert.deepEqual([both.code, both.out], [0, "a\n─\n1\n(1 row)\nb\n─\n2\n(1 row)\n"]);
    const json = await sql(folder, "--json", "CREATE TEMP TABLE t AS SELECT 7 AS x; FROM t");
    assert.deepEqual([json.code, JSON.parse(json.out)], [0, [{ x: 7 }]]);
  }));

Deno.test("sql refuses in one sentence, with status 2", () =>
  inFolder(async (folder) => {
    for (
      const [query, words] of [
        ["SELCT 1", /Parser Error/],
        ["SELECT 1; SELECT no_such", /no_such/],
        [" ; -- nothing", /there is no statement/],
      ] as const
    ) {
      const { code, err } = await sql(folder, "--json", query);
      assert.equal(code, 2, query);
      assert.match(err, words);
      assert.ok(!err.includes("extract"), err);
    }
  }));

Deno.test("sql runs a file, prints CSV, and takes a comment for no option", () =>
  inFolder(async (folder) => {
    const file = `${folder}/a b.SQL`;
    const text =
      "\ufeff-- a comment\nSELECT 1; SELECT 'a \"b\"' AS x, NULL AS y, '' AS z, [1] AS l";
    await Deno.writeTextFile(file, text);
    const csv = await sql(folder, file, "--csv");
    assert.deepEqual([csv.code, csv.out], [0, 'x,y,z,l\r\n"a ""b""",,"",[1]\n'], csv.err);
    const comment = await sql(folder, "--json", "-- a comment\nSELECT 1 AS a");
    assert.deepEqual([comment.code, JSON.parse(comment.out)], [0, [{ a: 1 }]], comment.err);
    const missing = await sql(folder, "missing.sql");
    assert.equal(missing.code, 2);
    assert.match(missing.err, /missing\.sql cannot be run:\n.*cannot be read/);
    const both = await sql(folder, "--json", "--csv", "SELECT 1");
    assert.equal(both.code, 2);
  }));

Deno.test("sql reads statements from a pipe, the last one without a semicolon too", () =>
  inFolder(async (folder) => {
    const piped = async (text: string, ...options: string[]) => {
      const args = ["benchmarks/main.ts", "sql", "--results-dir", folder, ...options];
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--quiet", ...args],
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
        env: { TOKENBOARD_DATA: folder },
      }).spawn();
      const writer = child.stdin.getWriter();
      await writer.write(new TextEncoder().encode(text));
      await writer.close();
      const { code, stdout } = await child.output();
      return [code, new TextDecoder().decode(stdout)];
    };
    const two = "SELECT 41 -- one;\n  + 1 AS a;\nSELECT 77 AS b\n";
    // No prompt stands between the results: nobody reads one.
    assert.deepEqual(await piped(two), [0, " a\n──\n42\n(1 row)\n b\n──\n77\n(1 row)\n"]);
    assert.deepEqual(await piped(two, "--csv"), [0, "b\r\n77\n"]);
    assert.deepEqual(await piped("SELECT nothing"), [2, ""]);
  }));

Deno.test("sql says which runs are not among its rows, and what was dropped of those that are", () =>
  inFolder(async (folder) => {
    const row = emptyRow({
      run_id: "r",
      config_name: "c",
      provider: "p",
      model: "m",
      simulated: true,
      phase: "measured",
      request_index: 0,
      attempt: 1,
      status: "failed",
    });
    const text = { content: "", reasoning: "", tool_call: "" };
    for (const name of ["there", "here"]) {
      const journal = await openJournal(`${folder}/${name}`);
      journal.append(
        { ...row, run_id: name, error_message: "\ud83d", input_tokens_reported: -1 },
        { ...text, first_arrival: text, prompt: null },
      );
      await journal.close();
      await Deno.writeTextFile(
        `${folder}/${name}/run.json`,
        JSON.stringify({ run_id: name, workload: "w", workload_hash: "w", counts: {} }),
      );
    }
    // As one that came from another machine: nobody made a run in a folder of that name here.
    await Deno.rename(`${folder}/there`, `${folder}/brought`);
    const held = await openJournal(`${folder}/held`);
    await Deno.writeTextFile(`${folder}/held/run.json`, JSON.stringify({ run_id: "held" }));
    await Deno.writeTextFile(journalPath(`${folder}/here`), "no JSON\n", { append: true });
    const { code, out, err } = await sql(
      folder,
      "--json",
      "SELECT run_id, error_message FROM requests",
    );
    assert.equal(code, 0, err);
    assert.deepEqual(JSON.parse(out), [{ run_id: "here", error_message: "\ufffd" }]);
    assert.match(err, /cannot hold the value: input_tokens_reported of 1 row \(\S+\/here\)/);
    assert.match(err, /Line 3 of \S+\/here\/journal.jsonl is left out: it is not JSON/);
    assert.match(
      err,
      /Not among the rows: \S+\/brought is still a journal: .* not begun from this/,
    );
    assert.match(err, /Not among the rows: \S+\/held is still a journal: it is being made now/);
    await held.close();
    assert.ok(!/Not among the rows: \S+\/here/.test(err), err);
  }));
