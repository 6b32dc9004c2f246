/** Accessibility of an open page, by axe-core. */
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const path = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const source = await Deno.readTextFile(path);

/**
 * Violations of serious or critical impact, one line each: rule, place, what axe says. What is not shown is taken
 * out first: axe would walk through every hidden table of a leaderboard.
 */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(source);
  return await page.evaluate(`(async () => {
    for (const view of document.querySelectorAll(".view")) {
      if (getComputedStyle(view).display === "none") view.remove();
    }
    const { violations } = await axe.run({ resultTypes: ["violations"] });
    return violations.filter((v) => v.impact === "serious" || v.impact === "critical")
      .flatMap((v) => v.nodes.map((n) => v.id + " at " + n.target.join(" ") + ": " + n.failureSummary));
  })()`);
}
