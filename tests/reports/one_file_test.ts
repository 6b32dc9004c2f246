/** A report as one file: opened from a disk in a real browser. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openBrowser, packagedBrowser, systemBrowsers } from "../support/pages/browser.ts";
import { extractText, getDocumentProxy } from "unpdf";
import { printPdf } from "../../benchmarks/commands/reports/print_pdf.ts";
import { run } from "../support/bench.ts";
import { expectedLines } from "./printed_table.ts";

const packagedOrOwn = async () => [...await systemBrowsers(), ...await packagedBrowser()];

/** Words of a column of the first table, from top to bottom. */
const column = (page: Page, at: number) =>
  page.locator("table.report tbody tr").evaluateAll(
    (rows, at) => rows.map((row) => row.children[at].textContent!.trim()),
    at,
  );

Deno.test("a report as one file", async (t) => {
  const folder = await Deno.makeTempDir();
  const browser = await openBrowser();
  try {
    const { code, err } = await run(["report", "llama-2-70b-2023", "--export", "--out", folder]);
    assert.equal(code, 0, err);
    const file = `${folder}/llama-2-70b-2023.html`;
    await t.step("is under 2 MB", async () => {
      const { size } = await Deno.stat(file);
      assert.ok(size < 2e6, `${size} bytes`);
    });
    await t.step("asks nobody for anything, its table sorts, its figures answer", async () => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const asked: string[] = [];
      const faults: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      page.on("console", (said) => said.type() === "error" && faults.push(said.text()));
      page.on("pageerror", (error) => faults.push(error.message));
      await page.goto(`file://${file}`);
      await page.waitForSelector("#figures[data-ready]");
      assert.equal(await page.evaluate("document.fonts.check('16px Inter')"), true);

      const names = await column(page, 0);
      assert.equal(names.length, 8);
      // Nothing offers what a file by itself does not have.
      assert.equal(await page.getByText("Open in SQL").count(), 0);
      assert.equal(await page.getByRole("button", { name: "Embed" }).count(), 0);
      await page.getByRole("button", { name: "System" }).click();
      assert.deepEqual(await column(page, 0), names.toSorted());
      await page.getByRole("button", { name: "System" }).click();
      assert.deepEqual(await column(page, 0), names.toSorted().reverse());
      await page.getByRole("button", { name: "Succeeded" }).click();
      const succeeded = (await column(page, 2)).map(Number);
      assert.deepEqual(succeeded, succeeded.toSorted((a, b) => a - b));
      assert.equal((await column(page, 0))[0], "Lepton", "20 of 150 succeeded");

      const drawn = () => page.locator("#figures .drawn").innerText();
      assert.match(await drawn(), /Time to first token, s, log scale/);
      await page.selectOption("[name=metric]", "e2e_latency_s");
      await page.waitForSelector("#figures[data-ready='2']");
      assert.match(await drawn(), /Latency, end to end, s, log scale/);
      await page.getByRole("checkbox", { name: "Lepton" }).uncheck();
      await page.waitForSelector("#figures[data-ready='3']");
      assert.doesNotMatch(await drawn(), /Lepton/);

      assert.deepEqual(asked.filter((url) => !url.startsWith("data:")), [`file://${file}`]);
      assert.deepEqual(faults, []);
      assert.equal(await page.locator("a[href]:not([href^='#'])").count(), 0, "links lead nowhere");
      await page.close();
    });
    await t.step(
      "is printed whole: the PDF holds every number of its table, as SQL has them",
      async () => {
        const pdf = `${folder}/own.pdf`;
        assert.equal(await printPdf(file, pdf, await packagedOrOwn()), null);
        const { totalPages, text } = await extractText(
          await getDocumentProxy(await Deno.readFile(pdf)),
          { mergePages: true },
        );
        assert.ok(totalPages >= 3 && totalPages <= 6, `${totalPages} pages`);
        const said = text.replace(/\s+/g, " ");
        const lines = await expectedLines();
        assert.equal(lines.size, 8);
        for (const [provider, line] of lines) assert.match(said, line, provider);
        for (const control of ["CSV", "SQL", "Metric Time"]) {
          assert.ok(!said.includes(control), `${control} stands on paper`);
        }
      },
    );
    await t.step("another file of that name is not replaced", async () => {
      await Deno.writeTextFile(file, "mine");
      const { code, err } = await run(["report", "llama-2-70b-2023", "--export", "--out", folder]);
      assert.equal(code, 2, err);
      assert.match(err, /no report that was made here/);
      assert.equal(await Deno.readTextFile(file), "mine");
    });
  } finally {
    await browser.close();
    await Deno.remove(folder, { recursive: true });
  }
});
