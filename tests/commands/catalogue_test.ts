import assert from "node:assert/strict";
import { inFolder, run } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

Deno.test("what cannot be meant of a catalogue is said in one sentence, before anything is sent", () =>
  inFolder(async (folder) => {
    await writeRun(`${folder}/runs`, { run_id: "run-a" }, answers(3, 1));
    const env = { TOKENBOARD_DATA: folder, TOKENBOARD_DUCKDB_EXTENSIONS: "none" };
    const said = async (words: string[], more: Record<string, string> = {}) => {
      const { code, out, err } = await run(words, { ...env, ...more });
      assert.equal(out, "");
      return `${code} ${err.trim()}`;
    };
    const secret = "--catalogue=postgres:dbname=board password=hush-hush-hush";
    const missing = /extension ducklake is not on this machine: INSTALL ducklake .+\.$/;
    const [none, secretly, early, odd, later, bench, there] = await Promise.all([
      said(["catalogue"]),
      said(["catalogue", secret]),
      said(["sql", "--as-of=2026-01-02", "SELECT 1"]),
      said(["sql", "--as-of=yesterday", "SELECT 1"], { TOKENBOARD_CATALOGUE: "x" }),
      said(["catalogue", "--catalogue", `${folder}/x.ducklake`]),
      said(["bench", "--no-site", "--catalogue", `${folder}/x.ducklake`]),
      said(["sql", "--catalogue", `${folder}/x.ducklake`, "SELECT 1"]),
    ]);
    assert.match(none, /^2 .*\n +which catalogue\? Give --catalogue FILE .* TOKENBOARD_CATALOGUE$/);
    assert.match(secretly, /^2 .*\n +catalogue: its address holds a password.* by PGPASSWORD$/);
    assert.ok(!secretly.includes("hush"));
    assert.match(early, /^2 .*\n +--as-of asks a catalogue: give it by --catalogue or TOKENBOARD_/);
    assert.match(odd, /^2 .*\n +--as-of takes a day or a time such as 2026-11-30 or/);
    assert.match(later, missing);
    assert.match(bench, missing);
    assert.match(there, /^1 There is no catalogue .*x\.ducklake: deno task catalogue makes it\.$/);
    assert.deepEqual([...Deno.readDirSync(`${folder}/runs`)].map(({ name }) => name), ["run-a"]);
    assert.ok(![...Deno.readDirSync(folder)].some(({ name }) => name.startsWith("x.ducklake")));
  }));
