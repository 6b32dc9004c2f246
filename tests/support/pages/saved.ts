/** Files that a page saves. */
import assert from "node:assert/strict";
import type { Download, Locator } from "playwright-core";

/**
 * The file that a button saves. The button can be clicked where it is, and is then clicked by itself: a page may draw
 * it anew between a pointer's press and release, and no click is made of them.
 */
export async function savedBy(button: Locator): Promise<Download> {
  const page = button.page();
  const file = page.waitForEvent("download");
  await button.click({ trial: true });
  for (;;) {
    const clicked = await button.evaluate((one) => {
      const { isConnected } = one as HTMLElement; // found, and replaced since
      if (isConnected) (one as HTMLElement).click();
      return isConnected;
    });
    if (clicked) break;
  }
  const saved = await file;
  assert.equal(await saved.failure(), null);
  return saved;
}
