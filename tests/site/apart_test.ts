/** What a page holds for later is a file beside it, and the page says where. */
import assert from "node:assert/strict";
import { setApart } from "../../benchmarks/site/finished/apart.ts";

Deno.test("setApart() puts JSON that is marked into a file, and leaves what is not", async () => {
  const dist = await Deno.makeTempDir();
  try {
    const open = (id: string, more = "") => `<script type="application/json" id="${id}"${more}>`;
    const [now, later] = [
      `${open("now")}[1]</script>`,
      `${open("later", ' data-apart=""')}[2]</script>`,
    ];
    const html = await setApart(`<main>${now}<p>text</p>${later}</main>`, dist, "../");
    const src = /data-src="\.\.\/([^"]*)"/.exec(html)?.[1];
    assert.equal(
      html,
      `<main>${now}<p>text</p>${open("later", ` data-src="../${src}"`)}</script></main>`,
    );
    assert.equal(await Deno.readTextFile(`${dist}/${src}`), "[2]");
    // Another content is another address: no cache may give the old one.
    const other = await setApart(later.replace("2", "3"), dist, "../");
    assert.ok(!other.includes(src!));
  } finally {
    await Deno.remove(dist, { recursive: true });
  }
});
