/** Files that a page saves. */
import type { Download, Locator } from "playwright-core";

/**
 * The file that a button saves. It is clicked again where nothing came: on a busy machine a page may draw the button
 * anew between press and release, and no click is made of them.
 */
export async function savedBy(button: Locator): Promise<Download> {
  const page = button.page();
  for (let tries = 3; tries > 0; tries--) {
    const [file] = await Promise.all([
      page.waitForEvent("download", { timeout: 15_000 }).catch(() => null),
      button.click(),
    ]);
    if (file) return file;
  }
  throw new Error(`No file is saved by ${await button.innerText()}`);
}
