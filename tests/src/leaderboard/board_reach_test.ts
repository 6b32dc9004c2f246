import assert from "node:assert/strict";
import { reachText, turnsText } from "../../../src/leaderboard/board_reach.ts";
import type { Standing } from "../../../src/rows/judgement.ts";

const standing = (blocks_needed: Record<string, number>, blocks = 10) =>
  ({ one_sitting: false, blocks, blocks_needed }) as unknown as Standing;

Deno.test("reachText() names quantiles in their order, whichever system misses them first", () => {
  const text = reachText([standing({ p75: 20, p99: 40 }), standing({ p25: 20, p75: 20 })]);
  assert.match(text, /; P25 and P75 from 20 blocks on, P99 from 40 blocks on\.$/);
});

Deno.test("turnsText() says how the systems of a table were measured beside each other", () => {
  const of = (...runs: string[]) => runs.map((run, i) => ({ key: `${run}\np${i}\nm` }));
  assert.equal(turnsText(of("a"), false), "", "one system is compared with nothing");
  assert.match(turnsText(of("a", "a"), true), /^The systems took turns/);
  assert.match(turnsText(of("a", "b"), false), /^It compares separate sessions: identical/);
  assert.match(
    turnsText(of("a", "a", "b"), false),
    /sessions where systems are of different runs:/,
  );
  assert.match(turnsText(of("a", "a"), false), /of one run, but did not take turns in ten/);
});
