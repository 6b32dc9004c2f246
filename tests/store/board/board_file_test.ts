/** What is wrong with a `board.jsonc`, said with its line, and nothing of what it holds. */
import assert from "node:assert/strict";
import { boardJsonSchema, readBoard } from "../../../benchmarks/store/board/board_file.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { inFolder, run } from "../../support/bench.ts";

const deep = `{ "runs": ${"[".repeat(300)}${"]".repeat(300)} }`;
const hostile: [string | Uint8Array, RegExp][] = [
  ["", /line 1: /],
  ["[]", /line 1: .*must be an object/],
  ['{\n  "tags": ["a",\n', /line \d: /],
  ['{\n\n  "tag": ["a"] }', /line 3: tag: is not a setting/],
  ['{ "runs": [] }', /line 1: runs: /],
  ['{ "runs": ["a",\n 7] }', /line 2: runs\.1: must be a text/],
  ['{\n "since": "2026-02-30" }', /line 2: since: must be a day/],
  ['{ "since": "yesterday" }', /since: must be a day, as 2026-11-01$/],
  ['{ "since": "9999-01-01" }', /between 1970 and 2200/],
  ['{ "as_of": "now" }', /line 1: as_of: must be newest, today or a day, as 2026-11-01$/],
  [
    '{ "tags": ["a"],\n "since": "2026-01-01",\n "tags": ["b"] }',
    /line 3: tags: stands there twice$/,
  ],
  [
    '{ "leave_out": [{ "provider": "x",\n "provider": "y", "because": "b" }] }',
    /line 2: provider: /,
  ],
  ['{ "historical_after_days": 0 }', /line 1: historical_after_days: /],
  ['{ "historical_after_days": 1e999 }', /historical_after_days/],
  ['{ "leave_out": [{\n "provider": "x" }] }', /line \d: leave_out\.0\.because: is needed/],
  ['{ "leave_out": [{ "provider": "x", "because": "a\\u0000b" }] }', /does not print/],
  ['{ "leave_out": [{ "provider": "x", "because": "\\u202eb" }] }', /does not print/],
  ['{ "leave_out": [{ "provider": "\\ud800", "because": "b" }] }', /half a character/],
  ['{ "leave_out": [{ "provider": "x", "because": "sk-test-1234567890abcdef" }] }', /like a key/],
  ['{ "__proto__": { "runs": ["a"] } }', /__proto__/],
  [deep, /nested|line 1/],
  [`{ "tags": ${"[".repeat(200_000)}`, /nested|line 1/],
  [new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), /it /],
  [`{ "tags": ["${"a".repeat(4_000_000)}"] }`, /longer than/],
];

Deno.test("a board.jsonc that is none says so, with its line, and nothing of what it holds", () =>
  inFolder(async (folder) => {
    const path = `${folder}/board.jsonc`;
    for (const [text, expected] of hostile) {
      await Deno.writeFile(path, typeof text === "string" ? new TextEncoder().encode(text) : text);
      await assert.rejects(openStore(folder), (error: Error) => {
        const name = String(text).slice(0, 60);
        assert.match(error.message, /board\.jsonc cannot be used as the choice of a board:/, name);
        assert.match(error.message, expected, name);
        assert.ok(!/1234567890abcdef/.test(error.message) && error.message.length < 2000, name);
        return true;
      });
    }
    const { code, err } = await run(["sql", "SELECT 1", "--results-dir", folder]);
    assert.equal(code, 2);
    assert.match(err, /board\.jsonc cannot be used/);
    await Deno.remove(path);
    await Deno.writeTextFile(`${folder}/elsewhere`, "{}");
    for (const make of [() => Deno.symlink(`${folder}/elsewhere`, path), () => Deno.mkdir(path)]) {
      await make();
      await assert.rejects(readBoard(folder), /it is no plain file/);
      await Deno.remove(path);
    }
    assert.deepEqual(await readBoard(folder), {});
    assert.deepEqual(await readBoard(`${folder}/none`), {});
  }));

Deno.test("board.schema.json is what boardJsonSchema() gives", async () => {
  const file = new URL("../../../benchmarks/configs/board.schema.json", import.meta.url);
  const stored = JSON.parse(await Deno.readTextFile(file));
  assert.deepEqual(stored, JSON.parse(JSON.stringify(boardJsonSchema())));
});
