/** Pages of a hostile store, opened and used as a reader would; what was more than text on them. */
import type { Browser, Download } from "playwright-core";
import { openPage } from "./browser.ts";
import { fieldsOf } from "./csv_fields.ts";
import { savedBy } from "./saved.ts";

/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"); plain numbers are none. */
const formula = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;
const number = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** Cells of a CSV file that a spreadsheet would run, with the file's name. */
export async function formulasOf(path: string, name = path): Promise<string[]> {
  const cells = fieldsOf(await Deno.readTextFile(path)).flat();
  return cells.filter((cell) => formula.test(cell) && !number.test(cell))
    .map((cell) => `formula in ${name}: ${cell.slice(0, 60)}`);
}

/** What a page did or holds that text never does; [] where it is text. */
export async function moreThanText(browser: Browser, url: string): Promise<string[]> {
  const { page, faults, close } = await openPage(browser, url);
  try {
    page.on("dialog", (dialog) => {
      faults.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    // Everything that opens, sorts or filters: what it draws is markup again.
    await page.evaluate(`(async () => {
      // Until what it draws has been shown; what takes longer is seen at the end.
      const frame = () => new Promise(requestAnimationFrame);
      const turn = async () => { await frame(); await frame(); };
      const shown = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility());
      for (const select of shown("main select").slice(0, 12)) {
        for (const at of [select.options.length - 1, 0]) {
          select.selectedIndex = at;
          select.dispatchEvent(new Event("input", { bubbles: true }));
          select.dispatchEvent(new Event("change", { bubbles: true }));
          await turn();
        }
      }
      const buttons =
        "main button:not([data-download]):not([data-copy]):not(.observablehq-pre-copy)";
      for (const thing of shown("main summary, " + buttons + ", main tbody tr").slice(0, 40)) {
        for (const kind of ["pointerover", "mouseover", "focus"]) {
          thing.dispatchEvent(new Event(kind, { bubbles: true }));
        }
        thing.click();
        await turn();
      }
      await new Promise((done) => setTimeout(done, 300));
    })()`);
    const files: Download[] = [];
    page.on("download", (file) => files.push(file));
    const buttons = await page.locator('main [data-as="csv"]:visible').all();
    for (const button of buttons) await savedBy(button);
    for (const file of files) {
      const name = file.suggestedFilename();
      if (name.endsWith(".csv")) faults.push(...await formulasOf(await file.path(), name));
    }
    const held = await page.evaluate(`[
      ...(globalThis.tbOwned ? ["script " + globalThis.tbOwned] : []),
      ...[...document.querySelectorAll(
        ".tb-owned, tb-owned, iframe, object, embed, base, [onerror], [onfocus], [onmouseover], [onload], [onclick]",
      )].map((e) => "element " + e.outerHTML.slice(0, 300)),
      ...[...document.querySelectorAll("[href], [src], [action]")].filter((e) => {
        const to = e.getAttribute("href") ?? e.getAttribute("src") ?? e.getAttribute("action");
        return /^\\s*javascript:|elsewhere\\.test/i.test(to) && !/^[.#]/.test(to);
      }).map((e) => "link " + e.outerHTML.slice(0, 300)),
      ...(document.querySelector(".observablehq--error") ? ["error " +
        document.querySelector(".observablehq--error").textContent] : []),
    ]`) as string[];
    return [...held, ...faults];
  } finally {
    await close();
  }
}
