/** An answer that several programs of a build want is worked out once. */
import assert from "node:assert/strict";
import { heldAnswer } from "../../benchmarks/queries/history/held_answer.ts";
import { heldVariable } from "../../benchmarks/store/held_store.ts";
import { inFolder } from "../support/bench.ts";

Deno.test("heldAnswer() lets one make it, and others wait; without a held store each makes its own", () =>
  inFolder(async (folder) => {
    let made = 0;
    const answer = () =>
      heldAnswer("number", async () => {
        await new Promise((done) => setTimeout(done, 20));
        return { n: ++made };
      });
    assert.deepEqual([await answer(), await answer()], [{ n: 1 }, { n: 2 }]);
    Deno.env.set(heldVariable, `${folder}/held.duckdb`);
    try {
      assert.deepEqual(await Promise.all([answer(), answer(), answer()]), Array(3).fill({ n: 3 }));
      assert.equal(made, 3);
      const failing = heldAnswer("other", () => Promise.reject(new Error("no such thing")));
      await assert.rejects(failing, /no such thing/);
      assert.equal(await heldAnswer("other", () => Promise.resolve("made")), "made");
    } finally {
      Deno.env.delete(heldVariable);
    }
  }));
