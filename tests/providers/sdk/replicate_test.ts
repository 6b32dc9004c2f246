import assert from "node:assert/strict";
import Replicate from "replicate";
import { replicate } from "../../../benchmarks/providers/replicate/replicate.ts";
import { both, tokens } from "./support.ts";

const input = { prompt: "hello", max_tokens: tokens };
const client = (baseUrl: string) => {
  const made = new Replicate({ auth: "t", baseUrl });
  // Its own would try a refused request again and again.
  made.fetch = (url: unknown, init: unknown) => fetch(url as string, init as RequestInit);
  return made;
};

Deno.test("the replicate package reads what our decoder reads", async () => {
  const { theirs, row, text } = await both(replicate, "groq-70b", async (base) => {
    const found = { content: "", ended: "" };
    for await (const event of client(base).stream("a/b", { input })) {
      if (event.event === "output") found.content += event.data;
      if (event.event === "done") found.ended = event.data;
    }
    return found;
  });
  assert.ok(theirs.content.length > 20);
  assert.deepEqual(theirs, { content: text.content, ended: "{}" });
  assert.equal(row.finish_reason, null);
});

Deno.test("the replicate package waits for the same prediction, with the same usage", async () => {
  const { theirs, row, text } = await both(replicate, "groq-70b", async (base) => {
    const api = client(base);
    const made = await api.predictions.create({ model: "a/b", input });
    const ended = await api.wait(made, { interval: 20 });
    return { status: ended.status, output: ended.output.join(""), metrics: ended.metrics };
  });
  assert.equal(theirs.status, "succeeded");
  assert.equal(theirs.output, text.content);
  const metrics = theirs.metrics as Record<string, number>;
  assert.equal(metrics.output_token_count, row.output_tokens_reported);
  assert.equal(metrics.predict_time, JSON.parse(row.server_timings!).predict_time);
});

Deno.test("the replicate package reads the simulator's refusals and errors", async () => {
  for (const [fault, message] of [["402", /answers 402/], ["error-in-200", /engine fell over/]]) {
    const asked = both(replicate, `fault-${fault}`, async (base) => {
      for await (const _ of client(base).stream("a/b", { input }));
    });
    await assert.rejects(asked, message as RegExp);
  }
});
