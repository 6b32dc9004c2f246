import assert from "node:assert/strict";

Deno.test("SECURITY.md names for each promise a test that is there", async () => {
  const text = await Deno.readTextFile("SECURITY.md");
  const [promises] = text.split("### Least privilege");
  const rows = promises.split("\n").filter((line) => /^\| (?!promise|-)/.test(line));
  assert.ok(rows.length >= 15);
  for (const row of rows) {
    const files = [...row.split("|")[2].matchAll(/`(tests\/\S+_test\.ts)`/g)].map(([, f]) => f);
    assert.ok(files.length > 0, row);
    for (const file of files) assert.match(await Deno.readTextFile(file), /Deno\.test\(/, file);
  }
});
