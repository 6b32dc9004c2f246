import assert from "node:assert/strict";
import { leftOut } from "../../../src/components/system_chips.ts";
import { nameListText, namesIn } from "../../../src/words/name_list.ts";

Deno.test("a list of names in an address holds each name whole, whatever is in it", () => {
  const names = ["til~de/m", "100%", "%7E", "~", "%", "org/a, b", "new\nline", "😀"];
  assert.deepEqual(namesIn(nameListText(names)), names);
  assert.deepEqual([...leftOut(nameListText(["two~/m", "one/m"]))], ["two~/m", "one/m"]);
  assert.equal(nameListText(["groq/llama", "acme/a b"]), "groq/llama~acme/a b");
});

Deno.test("an address that somebody typed names what it says, and nothing names nothing", () => {
  assert.deepEqual(namesIn("a%~b"), ["a%", "b"]);
  assert.deepEqual(namesIn("~~"), []);
  assert.deepEqual(namesIn(""), []);
});
