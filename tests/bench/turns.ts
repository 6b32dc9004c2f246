/** Turns of a run against a server of a test. */
import type { Turn } from "../../benchmarks/plan/plan.ts";
import type { Row } from "../../benchmarks/record/record.ts";
import type { AttemptText } from "../../benchmarks/record/to_record.ts";
import { keyCredentials } from "../../benchmarks/wire/auth/credentials.ts";
import { startClock } from "../../benchmarks/wire/clock.ts";
import { runTurns } from "../../benchmarks/bench/runner.ts";
import type { RunOptions } from "../../benchmarks/bench/workers/driver.ts";
import { chunk, done, event, head, lastChunk } from "../support/server.ts";

export const key = "sk-not-a-real-key-000";
export const target = (url: string) => ({
  provider: "here",
  model: "m",
  model_size: "7b",
  api: "openai",
  base_url: `${url}/v1`,
  credentials: keyCredentials(key),
  simulated: true,
  params: { temperature: 0 },
});
export const turn = (n: number, over: Partial<Turn> = {}): Turn => ({
  target: 0,
  phase: "measured",
  block: 0,
  items: Array.from({ length: n }, (_, i) => ({
    target: 0,
    phase: "measured" as const,
    block: 0,
    requestIndex: i,
    session: i,
    turn: 0,
    prompt: `hello ${i}`,
    promptHash: `h${i}`,
    inputTokensTarget: 3,
    outputTokensTarget: 5,
  })),
  ...over,
});
export async function run(url: string, over: Partial<RunOptions>) {
  const rows: Row[] = [];
  const texts: AttemptText[] = [];
  await runTurns({
    turns: [turn(4)],
    targets: [target(url)],
    load: "closed",
    concurrency: 2,
    clock: startClock(),
    identity: {
      run_id: "r",
      config_name: "c",
      config_hash: "ch",
      workload_hash: "wh",
      location: "here",
      shard: 0,
    },
    onRow: (row, text) => void (rows.push(row), texts.push(text)),
    ...over,
  });
  return { rows, texts };
}
export const stream = head() + chunk(event({ role: "assistant", content: "" })) +
  chunk(event({ content: "hi" })) + chunk(done) + lastChunk;
