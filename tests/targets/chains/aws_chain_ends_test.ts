/** Credentials of AWS that run out, or are not there. */
import assert from "node:assert/strict";
import { inFolder } from "../../support/bench.ts";
import { cleanBench, leaks, smallFlags } from "../../support/clean_bench.ts";
import { peerServer } from "../../support/peer_server.ts";
import { driving, keys, metadata } from "./aws_chain.ts";

Deno.test("bench goes on with new keys where the old ones run out on the way, and no request waits for them", () =>
  driving(async (_home, bench, seen) => {
    let answered = 0;
    // The second identity is held back until requests came that did not wait for it.
    const service = await peerServer(async () => {
      const n = ++answered;
      const since = seen.heads.length;
      while (n > 1 && seen.heads.length < since + 2) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return { body: metadata(keys(n), n === 1 ? 16_000 : 3_600_000) };
    });
    const run = await bench({ AWS_CONTAINER_CREDENTIALS_FULL_URI: service.url }, 90);
    await service.close();
    assert.equal(run.code, 0, run.err);
    const signers = seen.heads.map((head) => /Credential=(\w+)/.exec(head.authorization!)![1]);
    assert.deepEqual([...new Set(signers)], [keys(1).id, keys(2).id]);
    assert.equal(JSON.parse(run.out).targets[0].counts.succeeded, 90);
    assert.equal(answered, 2, "and asked for no more than that");
    assert.deepEqual(leaks(run, [1, 2].flatMap((n) => [keys(n).secret, keys(n).token!])), []);
    assert.deepEqual([...run.hosts], ["127.0.0.1"]);
  }));

Deno.test("bench says which variables to set where there are no AWS credentials, and asks nobody", () =>
  inFolder(async (home) => {
    const aws = "https://bedrock-runtime.eu-west-1.amazonaws.com";
    const flags = smallFlags("bedrock-converse", "a.model-v1:0", aws);
    const closed = "http://127.0.0.1:1";
    const cases: [Record<string, string>, RegExp, string[]][] = [
      [{}, /Could not load credentials/, []],
      [{ AWS_PROFILE: "nobody" }, /AWS_PROFILE names "nobody", of which none came/, []],
      [{ AWS_EC2_METADATA_SERVICE_ENDPOINT: closed }, /There are no/, ["127.0.0.1"]],
      [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: closed }, /There are no/, ["127.0.0.1"]],
      [{ AWS_ACCESS_KEY_ID: keys(1).id }, /AWS_SECRET_ACCESS_KEY is not set/, []],
    ];
    for (const [env, found, hosts] of cases) {
      const run = await cleanBench(home, flags, env);
      assert.equal(run.code, 2, run.err);
      assert.match(run.err, found);
      if (!env.AWS_ACCESS_KEY_ID) {
        assert.match(run.err, /set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE/);
      }
      assert.deepEqual([...run.hosts], hosts);
      assert.equal(run.kept, false, "no run was begun");
    }
  }));
