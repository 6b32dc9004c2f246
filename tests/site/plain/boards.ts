/** Boards have a name and an address each, which more runs do not change. */
import assert from "node:assert/strict";
import { boardId } from "../../../benchmarks/queries/board_id.ts";
import { ofLatest, shownBoards } from "../../../benchmarks/queries/boards.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { ownBoard, ownLabels } from "../../support/stores/mixed_store.ts";
import { type Host, opened } from "./host.ts";

/** The boards of a store's leaderboard, as addresses name them. */
export async function boardsOf(data: string): Promise<string[]> {
  const db = await openStore(data);
  try {
    const { rows } = await db.query(
      `SELECT DISTINCT ${boardId("q")} AS board FROM requests q WHERE ${ofLatest(shownBoards)}`,
    );
    return rows.map(({ board }) => String(board));
  } finally {
    db.close();
  }
}

export async function assertNamesDiffer(host: Host): Promise<void> {
  await opened(host, "/", async (page) => {
    const legends = await page.locator("#controls fieldset:has([name=board]) legend")
      .allInnerTexts();
    assert.equal(new Set(legends).size, legends.length);
    for (const label of ownLabels) assert.ok(legends.some((l) => l.startsWith(label)), label);
  });
  for (const path of ["/distributions.html", "/compare.html"]) {
    await opened(host, path, async (page) => {
      const boards = await page.locator("select[name=board] option").allInnerTexts();
      assert.ok(boards.length > 3);
      assert.equal(new Set(boards).size, boards.length, path);
    });
  }
}

/** `before` and `after` are the boards of the store before and after more runs. */
export async function assertStay(host: Host, before: string[], after: string[]): Promise<void> {
  assert.ok(before.includes(ownBoard), before.join());
  const gone = before.filter((board) => !after.includes(board));
  assert.deepEqual(gone, ["tiny__bbbbbbbbbbbbbbbb"], "that of the run that is gone");
  for (const path of ["/", "/distributions.html", "/outliers.html", "/compare.html"]) {
    await opened(host, `${path}?board=${ownBoard}`, async (page, gone) => {
      assert.equal(gone, "", path);
      const text = await page.locator("main").innerText();
      assert.ok(text.includes(ownLabels[0]), path);
      assert.match(text, /beta/i, `${path} has the new run of it`);
    });
  }
  await opened(host, "/?board=3", async (page, gone) => {
    assert.match(gone, /names a board as “3”[^]*Shown instead: /);
    assert.equal(await page.locator("table.lb:visible").count(), 1);
  });
}
