import assert from "node:assert/strict";
import {
  isNothing,
  isWhole,
  leaves,
  oneLine,
  shellWord,
} from "../../benchmarks/commands/statement.ts";

Deno.test("isWhole() sees the semicolon that ends a statement, and no other", () => {
  const cases: [string, boolean][] = [
    ["select 1;", true],
    ["select 1; ", true],
    ["select 1", false],
    ["select 1; -- done", true],
    ["select 1 -- not yet;", false],
    ["select 1 /* not; */", false],
    ["select 1; /* done */", true],
    ["select 'a;", false],
    ["select 'it''s;';", true],
    ['select "a;', false],
    ["select $$ ; $$", false],
    ["select 1; select 2;", true],
    ["select 1; select 2", false],
  ];
  for (const [text, whole] of cases) assert.equal(isWhole(text), whole, text);
});

Deno.test("isNothing() and oneLine() leave comments out, and keep what looks like one in text", () => {
  for (const text of ["", " ; ", "-- a;", "/* a */;"]) assert.ok(isNothing(text), text);
  assert.ok(!isNothing("select '-- a'"));
  assert.equal(oneLine("select 1 -- one\n  + 1,\n '--x';"), "select 1 + 1, '--x';");
});

Deno.test("leaves() and shellWord() know what people type, and no SQL", () => {
  for (const line of [".exit", "quit;", "exit()", "\\q", " .quit "]) assert.ok(leaves(line), line);
  for (const line of [".help", "\\d requests", "help", ".tables;"]) {
    assert.ok(!leaves(line) && shellWord(line), line);
  }
  for (const line of ["select 1;", ".5 + 1;", "show tables;", ""]) {
    assert.ok(!leaves(line) && !shellWord(line), line);
  }
});
