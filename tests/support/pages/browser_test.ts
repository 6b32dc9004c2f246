import assert from "node:assert/strict";
import { openBrowser, openPage, serveFolder, systemBrowsers } from "./browser.ts";
import { plain, rawServer } from "../server.ts";

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await Deno.makeTempDir();
  for (const [name, text] of Object.entries(files)) {
    await Deno.mkdir(`${folder}/${name}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(`${folder}/${name}`, text);
  }
  return folder;
}

const good = `<!doctype html><title>Good</title><link rel=stylesheet href=/style.css>
<p id=at></p><svg role=img aria-label="a line"></svg><script type=module>
import { answer } from "./module.js";
document.querySelector("#at").textContent = answer;
</script>`;
const bad = `<!doctype html><title>Bad</title><img src=/missing.png><img src=http://192.0.2.1/x.png>
<script>console.error("said so")</script><p><svg role=img></svg></p><script>throw new Error("thrown")</script>`;

Deno.test("openPage()", async (t) => {
  const folder = await folderOf({
    "good.html": good,
    "bad.html": bad,
    "module.js": `export const answer = [innerWidth, innerHeight,
      matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"].join(" ");`,
    "style.css": "p { color: rgb(1, 2, 3) }",
  });
  const site = serveFolder(folder);
  const browser = await openBrowser();
  try {
    for (
      const [options, said] of [
        [{ width: 390, height: 700, colorScheme: "dark" }, "390 700 dark"],
        [{}, "1280 900 light"],
      ] as const
    ) {
      await t.step(`finds no fault with a good page, ${said}`, async () => {
        const { page, faults, close } = await openPage(browser, `${site.url}/good`, options);
        assert.equal(await page.locator("#at").innerText(), said);
        const color = await page.evaluate("getComputedStyle(document.querySelector('p')).color");
        assert.equal(color, "rgb(1, 2, 3)");
        assert.deepEqual(faults, []);
        await close();
      });
    }

    await t.step("keeps what a page says, throws, misses and asks of others", async () => {
      const { faults, close } = await openPage(browser, `${site.url}/bad`);
      const expected = [
        "console: said so",
        "exception: thrown",
        'console: a picture without a name: <svg role="img"></svg>',
        `404 ${site.url}/missing.png`,
        "other host: http://192.0.2.1/x.png",
      ];
      for (const fault of expected) assert.ok(faults.includes(fault), `${fault} in ${faults}`);
      await close();
    });

    await t.step("keeps a request whose answer was cut", async () => {
      const server = await rawServer((socket, n) => {
        if (n > 0) return void socket.destroy();
        socket.write(plain("200 OK", "<img src=/cut.png>", "content-type: text/html\r\n"));
      });
      const { faults, close } = await openPage(browser, server.url);
      assert.ok(
        faults.some((f) => f.startsWith(`failed: ${server.url}/cut.png net::`)),
        `${faults}`,
      );
      await close();
      await server.close();
    });

    await t.step("runs no script where it is told so", async () => {
      const { page, close } = await openPage(browser, `${site.url}/good`, {
        javaScriptEnabled: false,
      });
      assert.equal(await page.locator("#at").innerText(), "");
      await close();
    });
  } finally {
    await browser.close();
    await site.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("openBrowser() throws where there is no browser, and where none starts", async () => {
  await assert.rejects(openBrowser([]), /No browser starts here. Install Chromium/);
  const none = () => Promise.resolve(["/nowhere/chromium"]);
  await assert.rejects(openBrowser([none]), /nowhere\/chromium/);
});

Deno.test("systemBrowsers() finds them in the order of names, then of folders", async () => {
  const folder = await folderOf({ "a/google-chrome": "", "b/chromium": "", "c/chrome-remote": "" });
  const path = ["a", "b", "c", "missing"].map((f) => `${folder}/${f}`).join(":");
  assert.deepEqual(await systemBrowsers(path, [`${folder}/nothing`]), [
    `${folder}/b/chromium`,
    `${folder}/a/google-chrome`,
  ]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("serveFolder() answers as a static host does", async () => {
  const folder = await folderOf({
    "site/index.html": "front",
    "site/time.html": "time",
    "site/deep/index.html": "deep",
    "site/a b.csv": "csv",
    "site/x.parquet": "PAR1",
    "site/x.unknown": "?",
    "secret.txt": "secret",
  });
  const site = serveFolder(`${folder}/site`);
  const cases: [path: string, status: number, type: string | null, body: string][] = [
    ["/", 200, "text/html; charset=utf-8", "front"],
    ["/time", 200, "text/html; charset=utf-8", "time"],
    ["/time.html?x=1", 200, "text/html; charset=utf-8", "time"],
    ["/deep", 200, "text/html; charset=utf-8", "deep"],
    ["/deep/", 200, "text/html; charset=utf-8", "deep"],
    ["/a%20b.csv", 200, "text/csv; charset=utf-8", "csv"],
    ["/x.parquet", 200, "application/vnd.apache.parquet", "PAR1"],
    ["/x.unknown", 200, "application/octet-stream", "?"],
    ["/missing", 404, "text/plain;charset=UTF-8", "not found"],
    ["/..%2fsecret.txt", 404, "text/plain;charset=UTF-8", "not found"],
  ];
  for (const [path, status, type, body] of cases) {
    const response = await fetch(site.url + path);
    const found = [response.status, response.headers.get("content-type"), await response.text()];
    assert.deepEqual(found, [status, type, body], path);
  }
  await site.close();
  await Deno.remove(folder, { recursive: true });
});
