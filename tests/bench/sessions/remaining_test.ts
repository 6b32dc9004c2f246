import assert from "node:assert/strict";
import { remaining } from "../../../benchmarks/bench/sessions/remaining.ts";
import { runChain } from "../../../benchmarks/bench/sessions/run_chain.ts";
import { checkConfig } from "../../../benchmarks/plan/config.ts";
import { readDataset } from "../../../benchmarks/plan/dataset.ts";
import { chainsOf } from "../../../benchmarks/plan/items/chains.ts";
import { makePlan, type PlanItem } from "../../../benchmarks/plan/plan.ts";
import { startClock, until } from "../../../benchmarks/wire/clock.ts";
import { openSpool } from "../../../benchmarks/bench/prompt_spool.ts";
import { jsonl, user, withFile } from "../../plan/datasets.ts";

const talk = [1, 2, 3].flatMap((n) => [user(`Q${n}`), { role: "assistant", content: `A${n}` }]);

/** What a run of two sessions of three turns sends and drops, of which these request indices are done. */
async function after(sessions: "live" | "recorded", done: number[], stored = false) {
  const sent: string[] = [];
  const unsent: [number, string][] = [];
  await withFile(jsonl({ messages: talk }), async (path) => {
    const config = checkConfig({
      name: "own",
      ...{ dataset: path, sessions, nonce: false, requests: 2 },
      targets: [{ provider: "a", model: "m", base_url: "http://localhost" }],
    }, "test");
    const spool = stored ? openSpool() : null;
    const plan = makePlan(config, "r", [], { dataset: await readDataset(path), store: spool });
    const isDone = (item: PlanItem) => done.includes(item.requestIndex);
    const hashes = new Map(plan[0].items.map((item) => [item.requestIndex, item.promptHash]));
    for (const chain of chainsOf(remaining(plan, isDone)[0].items)) {
      await runChain(chain, {
        scheduled: null,
        clock: startClock(),
        send(item, messages) {
          assert.equal(item.promptHash, hashes.get(item.requestIndex));
          sent.push(`${item.requestIndex} ${messages.map((m) => m.content).join(" ")}`);
          return Promise.resolve({ status: "ok", answer: "live" });
        },
        drop: (item, _, status) => void unsent.push([item.requestIndex, status]),
        goesOn: () => true,
      });
    }
    spool?.close();
  });
  return { sent, unsent };
}

Deno.test("remaining() goes on within a session of recorded answers, from a plan on disk too", async () => {
  for (const stored of [false, true]) {
    assert.deepEqual(await after("recorded", [0], stored), {
      sent: ["1 Q1 A1 Q2", "2 Q1 A1 Q2 A2 Q3", "3 Q1", "4 Q1 A1 Q2", "5 Q1 A1 Q2 A2 Q3"],
      unsent: [],
    });
  }
});

Deno.test("remaining() keeps the rest of a session of live answers as incomplete", async () => {
  assert.deepEqual(await after("live", [0, 1]), {
    sent: ["3 Q1", "4 Q1 live Q2", "5 Q1 live Q2 live Q3"],
    unsent: [[2, "incomplete"]],
  });
  assert.deepEqual((await after("live", [0, 1, 2, 3, 4, 5])).sent, []);
});

Deno.test("a turn is sent so long after the answer before it as its pause says, and no later", async () => {
  const pauses = [0, 0.15, 3600];
  const items = pauses.map((afterAnswerS, turn) => ({
    ...{ target: 0, phase: "measured", block: null, requestIndex: turn, session: 0, turn },
    ...{ prompt: `Q${turn}`, promptHash: "h", inputTokensTarget: 1, outputTokensTarget: 1 },
    ...(turn ? { follows: "live" as const, afterAnswerS } : {}),
  })) as PlanItem[];
  let [now, ended] = [0, 0];
  const waited: number[] = [];
  await runChain(items, {
    scheduled: null,
    clock: { ...startClock(), now: () => now },
    pause(due) {
      now = Math.max(now, due);
      return Promise.resolve();
    },
    send() {
      waited.push((now - ended) / 1e9);
      ended = now += 7e9; // an answer takes 7 s
      return Promise.resolve({ status: "ok", answer: "live" });
    },
    drop: () => assert.fail("none is dropped"),
    goesOn: () => true,
  });
  assert.deepEqual(waited, pauses);
});

Deno.test("until() waits for its moment, and no longer", async () => {
  let looks = 0;
  await until(3e9, { ...startClock(), now: () => looks++ * 1e9 }, () => true);
  assert.equal(looks, 4);
});

Deno.test("a session that the end of its run cuts keeps its other turns as incomplete", async () => {
  const items = Array.from({ length: 3 }, (_, turn) => ({
    ...{ target: 0, phase: "measured", block: null, requestIndex: turn, session: 0, turn },
    ...{ prompt: `Q${turn}`, promptHash: "h", inputTokensTarget: 1, outputTokensTarget: 1 },
    ...(turn ? { follows: "live" as const } : {}),
  })) as PlanItem[];
  const cutBy = async (status: "ok" | "incomplete", goesOn: boolean) => {
    const unsent: [number, string, string][] = [];
    await runChain(items, {
      scheduled: null,
      clock: startClock(),
      send: () => Promise.resolve({ status, answer: "live" }),
      drop: (item, why, status) => void unsent.push([item.turn, why, status]),
      goesOn: () => goesOn,
    });
    return unsent;
  };
  const why = "The run ended within this session, so this turn was not sent.";
  const rest = [[1, why, "incomplete"], [2, why, "incomplete"]];
  assert.deepEqual(await cutBy("ok", false), rest, "between two turns");
  assert.deepEqual(await cutBy("incomplete", true), rest, "within one");
});
