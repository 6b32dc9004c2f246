/** Pages of the live site may do what finished ones may, and no more. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { openBrowser, patienceMs } from "../../support/pages/browser.ts";

const asked = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers, redirect: "manual" });

/** A policy as its directives. */
const directives = (policy: string | null) =>
  Object.fromEntries((policy ?? "").split("; ").map((d) => d.split(/ (.*)/s, 2)));

const common = {
  "default-src": "'none'",
  "script-src-attr": "'none'",
  "style-src": "'self' 'unsafe-inline'",
  "img-src": "'self' data: blob:",
  "font-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'self'",
};

/** Every answer carries it. */
export async function carriesPolicy(t: Deno.TestContext, site: { url: string }): Promise<void> {
  const page = await asked(`${site.url}/providers.html`);
  const html = await page.text();
  const scripts = [...html.matchAll(/<script(?: type="module")?>([\s\S]*?)<\/script>/g)];
  const ours = "the page's cells, how its files are found, a figure alone, what a file misses";
  assert.equal(scripts.length, 4, ours);
  const hashes = scripts.map(([, script]) =>
    `'sha256-${createHash("sha256").update(script).digest("base64")}'`
  );
  const port = new URL(site.url).port;
  assert.deepEqual(directives(page.headers.get("content-security-policy")), {
    ...common,
    "script-src": `'self' 'unsafe-eval' ${hashes.join(" ")}`,
    "worker-src": "blob:", // SQL may come into an open page
    "connect-src": `'self' blob: ws://127.0.0.1:${port} ws://localhost:${port}`,
  });
  const others: [string, Record<string, string>, number][] = [
    ["/_observablehq/client.js", {}, 200],
    ["/_file/loaders/runs.json", {}, 200],
    ["/nowhere.html", {}, 404],
    ["/providers", {}, 302],
    ["/providers.html", { origin: "http://evil.test" }, 403],
  ];
  for (const [path, headers, status] of others) {
    const answer = await asked(site.url + path, headers);
    await answer.body?.cancel();
    assert.equal(answer.status, status, path);
    assert.deepEqual(directives(answer.headers.get("content-security-policy")), {
      ...common,
      "script-src": "'self' 'unsafe-eval'",
      "connect-src": "'self'",
    }, path);
  }
  // Whoever has the page keeps its policy: one without the page's text would not let its script run.
  const known = await asked(`${site.url}/providers.html`, {
    "if-none-match": page.headers.get("etag")!,
  });
  assert.equal(known.status, 304);
  assert.equal(known.headers.get("content-security-policy"), null);

  const browser = await openBrowser();
  try {
    const open = async (inject: string) => {
      const context = await browser.newContext();
      const tab = await context.newPage();
      const said: string[] = [];
      const refused: string[] = [];
      tab.on("console", (message) => said.push(message.text()));
      tab.on("pageerror", (error) => said.push(`error: ${error.message}`));
      tab.on("requestfailed", (request) => refused.push(request.url()));
      // What a test answers is no page of this machine to the browser, and hears no socket of it.
      if (inject) {
        await tab.route(`${site.url}/providers.html`, async (route) => {
          const response = await route.fetch();
          const body = (await response.text()).replace("<h1", `${inject}<h1`);
          await route.fulfill({ response, body });
        });
      }
      await tab.goto(`${site.url}/providers.html`);
      await tab.waitForFunction(`document.querySelector("main table") !== null`);
      const heard = (word: RegExp) => said.filter((text) => word.test(text)).length;
      const done = () => inject ? heard(/Policy/) >= 4 : heard(/welcome/);
      const from = performance.now();
      while (!done() && performance.now() - from < patienceMs) await tab.waitForTimeout(20);
      const owned = await tab.evaluate("globalThis.tbOwned ?? 0");
      await context.close();
      return { said, refused, owned };
    };
    await t.step("a page and its socket work", async () => {
      const { said, refused } = await open("");
      assert.ok(said.some((text) => /welcome/.test(text)), said.join("\n"));
      assert.deepEqual(said.filter((text) => /error|Policy/i.test(text)), []);
      assert.deepEqual(refused, []);
    });
    await t.step("what is let in by mistake does not run", async () => {
      const { said, refused, owned } = await open(
        '<img src="http://elsewhere.test/x" onerror="tbOwned=1"><script>tbOwned=2</script>' +
          "<script src=http://elsewhere.test/x.js></script>",
      );
      assert.equal(owned, 0);
      assert.equal(said.filter((text) => /Content Security Policy/.test(text)).length, 4);
      assert.deepEqual(refused.sort(), ["http://elsewhere.test/x", "http://elsewhere.test/x.js"]);
    });
  } finally {
    await browser.close();
  }
}
