import assert from "node:assert/strict";
import { beat, giveBackShard, takeShard } from "../../benchmarks/shards/claim.ts";
import { inFolder } from "../support/bench.ts";
import { runId, storeIn } from "../support/stores/sharded_store.ts";

const into = `runs/${runId}/shard=0`;
const pace = { beatMs: 30, staleMs: 200 };

Deno.test("two writers of one shard: the second is refused while the first lives, and takes over when it is gone", () =>
  inFolder(async (folder) => {
    const { place } = storeIn(folder);
    const first = await takeShard(place, into, `${folder}/a`, pace);
    let lives = true;
    const beats = (async () => {
      while (lives) {
        await beat(place, into, first);
        await new Promise((done) => setTimeout(done, 20));
      }
    })();
    try {
      // It is refused as soon as the first is heard of, however slow the machine is.
      await assert.rejects(
        () => takeShard(place, into, `${folder}/b`, { ...pace, staleMs: 60_000 }),
        /^Error: runs\/shared\/shard=0 is being made by process \d+ on .+: one of both is enough\.$/,
      );
    } finally {
      lives = false;
      await beats;
    }
    const second = await takeShard(place, into, `${folder}/b`, pace);
    await assert.rejects(
      () => beat(place, into, first),
      /^Error: .+ was taken over by process/,
    );
    // Who has the folder of the last one waits for nobody; nor does who comes after one that gave it back.
    const began = performance.now();
    const third = await takeShard(place, into, `${folder}/b`, { ...pace, staleMs: 60_000 });
    await giveBackShard(place, into, third);
    assert.equal(third.number, second.number + 1);
    assert.ok(performance.now() - began < 60_000);
  }));

Deno.test("of two who take a shard at the same moment one has it", () =>
  inFolder(async (folder) => {
    const { place } = storeIn(folder);
    const looked = Promise.withResolvers<void>();
    let looking = 2;
    // Both have seen that nobody has it before either takes it.
    const atOnce: typeof place = {
      ...place,
      async list(prefix) {
        const found = await place.list(prefix);
        if (--looking === 0) looked.resolve();
        await looked.promise;
        return found;
      },
    };
    const both = await Promise.allSettled(
      ["a", "b"].map((name) => takeShard(atOnce, into, `${folder}/${name}`, pace)),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    const refused = both.find(({ status }) => status === "rejected") as PromiseRejectedResult;
    assert.match(String(refused.reason), /^Error: Another process took .+ at the same moment/);
  }));

Deno.test("what a stranger wrote into a claim is said only where it can be the name of a machine", () =>
  inFolder(async (folder) => {
    const { place } = storeIn(folder);
    const write = (host: unknown) =>
      place.write(
        `${into}/writer-0.json`,
        new TextEncoder().encode(JSON.stringify({ host, pid: 7, token: "t", beat: 1 })),
      );
    const said: string[] = [];
    const short = { beatMs: 5, staleMs: 20 };
    for (const host of ["node-7.example.org", "node\nStore gone\u001b[31m", 7]) {
      await write(host);
      await takeShard(place, into, `${folder}/new`, short, (who) => said.push(who));
      await Deno.remove(`${folder}/new`, { recursive: true });
      for (const { path } of await place.list(`${into}/`)) await place.remove(path);
    }
    assert.deepEqual(said, ["process 7 on node-7.example.org", "another", "another"]);
  }));
