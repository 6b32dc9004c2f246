/** A run that is made into a bucket: what it sends is the target's, and the key of the store nobody's. */
import assert from "node:assert/strict";
import { ended, filesOf, run, smallRun, start } from "../support/bench.ts";
import { commandLinesUntil } from "../support/processes.ts";
import { keyId, secretKey } from "../support/s3_server.ts";
import { chunk, done, event, head, lastChunk, rawServer } from "../support/server.ts";
import {
  copyOf,
  type Env,
  inBucket,
  keepsConnections,
  name,
  pathsIn,
  relative,
} from "../support/stores/bucket.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

Deno.test(
  "bench measures into a bucket and shows its key to nobody; a bucket out of reach loses nothing",
  keepsConnections,
  () =>
    inBucket(async ({ machine, env, place }) => {
      const target = await rawServer((socket) =>
        void socket.write(head() + chunk(event({ content: "word" })) + chunk(done) + lastChunk)
      );
      const bench = (more: Env) =>
        start(["bench", ...smallRun(4), "--no-site", "--store", name], {
          ...env,
          OPENAI_API_BASE: `${target.url}/v1`,
          OPENAI_API_KEY: "sk-none-at-all",
          ...more,
        });
      const ending = ended(bench({}));
      const lines = [...await commandLinesUntil(ending)];
      const first = await ending;
      assert.equal(first.code, 0, first.err);
      const runs = (await pathsIn(place, "runs/")).filter((path) => /T\d+Z.*run\.json$/.test(path));
      assert.equal(runs.length, 1);
      // Nothing but what it made is here.
      assert.deepEqual(relative(copyOf(machine)).filter((path) => /^runs\/r-/.test(path)), []);
      assert.match(first.err, new RegExp(`put there ${runs[0].replace("/run.json", "")} `));

      assert.ok(lines.some((line) => /main\.ts bench --model=m/.test(line)), "the run was seen");
      const leaks = (text: string) => text.includes(secretKey) || text.includes(keyId);
      assert.deepEqual(lines.filter(leaks), []);
      assert.ok(!leaks(first.out + first.err));
      for (const file of filesOf(machine)) {
        assert.ok(!leaks(new TextDecoder("latin1").decode(await Deno.readFile(file))), file);
      }

      // The bucket is lost while the second run is made.
      const lost = await rawServer((socket) =>
        void socket.end("HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n")
      );
      const [, id] = runs[0].split("/");
      const copy = copyOf(machine);
      await writeRun(`${copy}/runs`, { run_id: "made-here" }, answers(1, 1));
      await Deno.mkdir(`${copy}/runs/cut-off`);
      await Deno.writeTextFile(`${copy}/runs/cut-off/journal.jsonl`, "");
      const failed = await run(["sql", "SELECT 1", "--store", name], {
        ...env,
        AWS_ENDPOINT_URL: lost.url,
      });
      assert.equal(failed.code, 2);
      assert.match(
        failed.err,
        /^Store s3:\/\/store\/team: the key of AWS_ACCESS_KEY_ID may not do this there\.\n$/,
      );
      await lost.close();
      const said = await run(["sql", "SELECT 1", "--store", name], env);
      assert.match(
        said.err,
        /Here and not in s3:\/\/store\/team: runs\/cut-off, runs\/made-here\. .*the next bench or import with/,
      );
      const next = await ended(bench({}));
      assert.equal(next.code, 0, next.err);
      assert.match(next.err, /put there .*runs\/made-here/);
      assert.match(
        next.err,
        /runs\/cut-off is not whole and stays here: .* --resume cut-off --store s3:/,
      );
      assert.deepEqual(await pathsIn(place, "runs/cut-off/"), []);
      assert.ok((await pathsIn(place, "runs/made-here/")).includes("runs/made-here/run.json"));
      assert.ok((await pathsIn(place, `runs/${id}/`)).length > 1);

      // Shards are making a run of that name there: nothing is sent.
      await place.write("runs/ours/plan.json", new TextEncoder().encode("{}"));
      const taken = await run(["bench", ...smallRun(1), "--run-id", "ours", "--store", name], env);
      assert.equal(taken.code, 2, taken.err);
      assert.match(
        taken.err,
        /ours cannot be made[\s\S]+store\/team has files of a run of that name/,
      );
      await target.close();
    }),
);
