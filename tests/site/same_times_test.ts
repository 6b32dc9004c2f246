/** Pages name no moment at which they were built. */
import assert from "node:assert/strict";
import { sameTimes } from "../../benchmarks/site/finished/same_times.ts";

const page = (at: number) =>
  `<script type="module">
registerFile("./a.json", {"name":"./a.json","path":"./_file/a.1.json","lastModified":${at},"size":5})
registerFile("./b.csv", {"name":"./b.csv","lastModified":${at + 7},"size":6})
</script>
<pre>{"lastModified":17}</pre>`;

Deno.test("sameTimes()", async (t) => {
  await t.step("gives two builds the same pages", () => {
    assert.equal(sameTimes(page(1000), 1700), sameTimes(page(2000), 1700));
    assert.equal(sameTimes(page(1000), 1700).match(/"lastModified":1700,/g)?.length, 2);
  });
  await t.step("says nothing where nothing is known", () => {
    assert.match(sameTimes(page(1000), null), /"\.\/b\.csv","size":6/);
  });
  await t.step("leaves what a page shows", () => {
    assert.match(sameTimes(page(1000), null), /<pre>{"lastModified":17}</);
  });
});
