import assert from "node:assert/strict";
import { type Held, renewing } from "../../../benchmarks/wire/auth/renewing.ts";

/** A service that a test answers for, and a clock that it moves. */
function service() {
  const asked: PromiseWithResolvers<Held<string>>[] = [];
  const clock = { ms: 0 };
  const get = renewing<string>({
    ask: () => {
      asked.push(Promise.withResolvers());
      return asked.at(-1)!.promise;
    },
    now: () => clock.ms,
    beforeMs: 300_000,
    patienceMs: 20,
  });
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve));
  return { asked, clock, get, settle };
}

/** Whether it is there without waiting for anything outside. */
async function atOnce<T>(promise: Promise<T>): Promise<T | "waits"> {
  await new Promise((resolve) => setTimeout(resolve));
  return await Promise.race([promise, Promise.resolve("waits" as const)]);
}

Deno.test("renewing() waits for the first secret, once for all who want it", async () => {
  const { asked, get } = service();
  const both = Promise.all([get(), get()]);
  assert.equal(await atOnce(both), "waits");
  asked[0].resolve({ value: "a", goodUntil: Infinity });
  assert.deepEqual(await both, ["a", "a"]);
  assert.equal(asked.length, 1);
});

Deno.test("renewing() renews before a secret runs out, and nobody waits", async () => {
  const { asked, clock, get, settle } = service();
  const first = get();
  asked[0].resolve({ value: "a", goodUntil: 3_600_000 });
  await first;
  clock.ms = 3_299_000;
  assert.equal(await atOnce(get()), "a");
  assert.equal(asked.length, 1, "more than five minutes are left");
  clock.ms = 3_301_000;
  for (let i = 0; i < 3; i++) assert.equal(await atOnce(get()), "a");
  assert.equal(asked.length, 2, "asked once, though three wanted one");
  asked[1].resolve({ value: "a", goodUntil: 3_600_000 }); // the service still has the old one
  await settle();
  clock.ms += 29_000;
  await get();
  assert.equal(asked.length, 2, "not asked again at once");
  clock.ms += 2000;
  assert.equal(await atOnce(get()), "a");
  assert.equal(asked.length, 3);
  asked[2].resolve({ value: "b", goodUntil: 7_200_000 });
  await settle();
  assert.equal(await get(), "b");
});

Deno.test("renewing() asks in time where a secret lives for seconds only", async () => {
  const { asked, clock, get, settle } = service();
  const first = get();
  asked[0].resolve({ value: "a", goodUntil: 4000 });
  await first;
  clock.ms = 900;
  await get();
  assert.equal(asked.length, 1);
  clock.ms = 1100;
  assert.equal(await atOnce(get()), "a");
  assert.equal(asked.length, 2);
  asked[1].resolve({ value: "b", goodUntil: 8000 });
  await settle();
  assert.equal(await get(), "b");
});

Deno.test("renewing() waits where a secret ran out, and goes on with it where none comes", async () => {
  const { asked, clock, get } = service();
  const first = get();
  asked[0].resolve({ value: "a", goodUntil: 1000 });
  await first;
  clock.ms = 5000;
  const second = get();
  assert.equal(await atOnce(second), "waits");
  asked[1].reject(new Error("down"));
  assert.equal(await second, "a");
  assert.equal(await atOnce(get()), "a", "not asked again at once");
  clock.ms = 7000;
  const third = get();
  asked[2].resolve({ value: "b", goodUntil: 100_000 });
  assert.equal(await third, "b");
});

Deno.test("renewing() gives up a service that says nothing", async () => {
  const { clock, asked, get } = service();
  await assert.rejects(get(), /no answer within 0.02 s/);
  const second = get();
  asked[1].resolve({ value: "a", goodUntil: 1000 });
  assert.equal(await second, "a", "and asks it again");
  clock.ms = 5000;
  assert.equal(await get(), "a", "the one that ran out, after the same patience");
});
