import assert from "node:assert/strict";
import llama from "llama-tokenizer-js";
import { makeSchedule, profileNamed } from "../../benchmarks/simulator/profile.ts";
import profiles from "../../benchmarks/simulator/profiles.json" with { type: "json" };
import { startServer } from "../../benchmarks/simulator/server.ts";

const encode = (text: string) =>
  (llama as unknown as { encode(t: string, b: boolean, s: boolean): number[] })
    .encode(text, false, true);

const ask = (url: string, body: object, signal?: AbortSignal) =>
  fetch(`${url}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }], ...body }),
    signal,
  });

/** Runs `work` against a simulator; answers with the lines of its log. */
async function logged(seed: number, work: (url: string) => Promise<void>) {
  const log = await Deno.makeTempFile();
  try {
    const simulator = await startServer({ seed, log });
    try {
      await work(simulator.url);
    } finally {
      await simulator.close();
    }
    return (await Deno.readTextFile(log)).split("\n").filter(Boolean).map((l) => JSON.parse(l));
  } finally {
    await Deno.remove(log);
  }
}

Deno.test("a streamed answer has its text, finish, usage and [DONE], and every send in the log", async () => {
  let id: string | null = null;
  const [line, ...others] = await logged(5, async (url) => {
    const response = await ask(`${url}/groq-70b/v1`, {
      stream: true,
      max_tokens: 40,
      stream_options: { include_usage: true },
    });
    id = response.headers.get("x-request-id");
    assert.equal(response.headers.get("x-tokenboard-simulator"), "groq-70b");
    const events = (await response.text()).split("\n\n").filter(Boolean).map((e) => e.slice(6));
    assert.equal(events.at(-1), "[DONE]");
    const chunks = events.slice(0, -1).map((e) => JSON.parse(e));
    assert.equal(chunks[0].choices[0].delta.role, "assistant");
    const tokens = chunks.slice(1, -2).map((c) => c.choices[0].delta.content);
    assert.equal(tokens.length, 40);
    assert.equal(encode(tokens.join("")).length, 40);
    assert.equal(chunks.at(-2).choices[0].finish_reason, "length");
    assert.deepEqual(chunks.at(-1).choices, []);
    // What is not counted is not reported: no prompt_tokens.
    assert.deepEqual(chunks.at(-1).usage, { completion_tokens: 40 });
  });
  assert.equal(others.length, 0);
  assert.equal(line.request_id, id);
  assert.equal(line.outcome, "ok");
  const all = [line.role_ms, ...line.sent_ms, line.finish_ms, line.usage_ms, line.done_ms];
  assert.equal(all.length, 44);
  for (const [i, [scheduled, actual]] of all.entries()) {
    assert.ok(actual >= scheduled, `send ${i} went ${scheduled - actual} ms early`);
    if (i > 0) assert.ok(actual >= all[i - 1][1], `send ${i} is out of order`);
  }
  const promised = makeSchedule(
    profileNamed("groq-70b")!,
    40,
    "5 groq-70b 0",
  );
  assert.deepEqual(
    line.sent_ms.map((s: number[]) => s[0]),
    promised.chunks.map((c) => c.at_s * 1000),
  );
});

Deno.test("the same seed gives the same answers, another seed others", async () => {
  const text = async (seed: number) => {
    let whole = "";
    await logged(seed, async (url) => {
      const response = await ask(`${url}/groq-70b/v1`, { max_tokens: 30 });
      whole = (await response.json()).choices[0].message.content;
    });
    return whole;
  };
  const [one, again, other] = [await text(1), await text(1), await text(2)];
  assert.equal(encode(one).length, 30);
  assert.equal(one, again);
  assert.notEqual(one, other);
});

Deno.test("a profile refuses its share of requests, with retry-after, and logs them", async () => {
  let refused = 0;
  const lines = await logged(1, async (url) => {
    const all = await Promise.all(
      Array.from({ length: 150 }, () => ask(`${url}/lepton-70b/v1`, { max_tokens: 1 })),
    );
    for (const response of all) {
      if (response.status === 429) {
        refused++;
        assert.equal(response.headers.get("retry-after"), "1");
      } else assert.equal(response.status, 200);
      await response.body?.cancel();
    }
  });
  // 130 of 150 were refused in 2023; 4 standard deviations of a binomial are 16.7.
  assert.ok(Math.abs(refused - 130) <= 17, `${refused} of 150`);
  assert.equal(lines.length, 150);
  assert.equal(lines.filter((l) => l.outcome === "rate_limited").length, refused);
});

Deno.test("a client that leaves is logged as having left, and the server goes on", async () => {
  const lines = await logged(1, async (url) => {
    const leaving = new AbortController();
    const response = await ask(
      `${url}/anyscale-70b/v1`,
      { stream: true, max_tokens: 200 },
      leaving.signal,
    );
    await response.body!.getReader().read();
    leaving.abort();
    // The whole answer would take seconds, of which nobody waits.
    const next = await ask(`${url}/anyscale-70b/v1`, { max_tokens: 20 });
    assert.equal((await next.json()).usage.completion_tokens, 20);
  });
  const left = lines.find((l) => l.request_id === "sim-anyscale-70b-0");
  assert.equal(left.outcome, "left");
  assert.equal(left.ended_ms, null);
  assert.equal(lines.find((l) => l.request_id === "sim-anyscale-70b-1").outcome, "ok");
});

Deno.test("models are listed, a model may name the profile, wrong requests are refused", async () => {
  const lines = await logged(1, async (url) => {
    const names = (await (await fetch(`${url}/v1/models`)).json()).data.map((m: { id: string }) =>
      m.id
    );
    assert.deepEqual(names, [...Object.keys(profiles), "steady"]);
    const response = await ask(`${url}/v1`, { model: "groq-70b", max_tokens: 3 });
    assert.equal(response.headers.get("x-request-id"), "sim-groq-70b-0");
    await response.body?.cancel();
    for (
      const [base, body, status] of [
        [`${url}/v1`, { model: "nobody" }, 404],
        [`${url}/nobody/v1`, {}, 404],
        [`${url}/toString/v1`, {}, 404],
        [`${url}/fault-toString/v1`, {}, 404],
        [`${url}/groq-70b/v1`, { max_tokens: 0 }, 400],
        [`${url}/groq-70b/v1`, { max_tokens: 1.5 }, 400],
      ] as [string, object, number][]
    ) {
      const wrong = await ask(base, body);
      assert.equal(wrong.status, status, base + JSON.stringify(body));
      const { error } = await wrong.json();
      assert.equal(typeof error.message, "string");
      // A client tells a wrong model from a wrong address.
      assert.equal(error.code === "model_not_found", "model" in body);
      assert.ok(wrong.headers.get("x-tokenboard-simulator"));
    }
  });
  assert.equal(lines.length, 1);
});

Deno.test("faults say that they are simulated, and are logged", async () => {
  const lines = await logged(1, async (url) => {
    for (const [name, status] of [["401", 401], ["429", 429], ["no-finish", 200]] as const) {
      const response = await ask(`${url}/fault-${name}/v1`, { stream: true });
      assert.equal(response.status, status);
      assert.equal(response.headers.get("x-tokenboard-simulator"), `fault-${name}`);
      assert.equal(response.headers.get("x-request-id"), `sim-fault-${name}-0`);
      await response.body?.cancel();
    }
    const nobody = await ask(`${url}/fault-nobody/v1`, {});
    assert.equal(nobody.status, 404);
    await nobody.body?.cancel();
  });
  assert.deepEqual(lines.map((l) => l.profile).sort(), [
    "fault-401",
    "fault-429",
    "fault-no-finish",
  ]);
});
