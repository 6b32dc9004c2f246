/**
 * The site over a store it has never seen: a run that flags described is on its pages without a change of code, and
 * every sentence, table and drawing follows a provider whose latencies are doubled, and folders with one mutation each
 * are left out by name.
 */
import assert from "node:assert/strict";
import { LLMock } from "@copilotkit/aimock";
import { openStore } from "../../../benchmarks/store/views.ts";
import { alterStore } from "../../support/stores/altered_store.ts";
import { ended, filesOf, smallRun, start } from "../../support/bench.ts";
import { commandLinesUntil } from "../../support/processes.ts";
import { openBrowser, serveFolder } from "../../support/pages/browser.ts";
import { asResult } from "../../support/stores/busy_machine.ts";
import { writeProbedRun } from "../../support/stores/probed_run.ts";
import { writeSweptRun } from "../../support/stores/swept_run.ts";
import { builtSite } from "../../support/pages/built_site.ts";
import { assertInNoFile } from "./key.ts";
import { addMutated, namesLeftOut } from "./mutated.ts";
import { isChoice, isTableOfItsOwn } from "./own_run.ts";
import { showsProbes } from "./probes.ts";
import { namesLeader, otherPagesFollow, saysMedians } from "./provider.ts";
import type { Sites } from "./sites.ts";
import { showsSteps } from "./swept.ts";

const key = `sk-test-${crypto.randomUUID()}`;

Deno.test("the site over an altered store with a run made by flags", async (t) => {
  const folder = await Deno.makeTempDir();
  const [data, dist] = [`${folder}/odd name, no token`, `${folder}/dist`];
  const before = await builtSite();
  await alterStore(data);
  await writeProbedRun(data);
  await writeSweptRun(data);
  await addMutated(data);
  const mock = new LLMock({ port: 0, host: "127.0.0.1" });
  mock.onMessage(/.*/, { content: "Shall I compare thee to a summer's day? ".repeat(15) }, {
    streamingProfile: { ttft: 30, tps: 500, jitter: 0.5 },
  });
  await mock.start();
  const places = { TOKENBOARD_DATA: data, TOKENBOARD_DIST: dist };
  const made = ended(
    start(["bench", ...smallRun(150, 5, [550, 150]), "--timeout=600", "--json"], {
      OPENAI_API_BASE: `${mock.url}/v1`,
      OPENAI_API_KEY: key,
      ...places,
    }),
  );
  const commandLines = await commandLinesUntil(made);
  const { out, ...done } = await made;
  await mock.stop();
  const run = JSON.parse(out).run_id as string;
  const { code, err } = await asResult(data, run, { out, ...done })
    ? await ended(start(["site"], places))
    : done;
  assert.equal(code, 0, err);
  const site = serveFolder(dist);
  const browser = await openBrowser();
  const db = await openStore(data);
  const { rows: [{ label }] } = await db.query(
    `SELECT w.label FROM runs r JOIN workloads w USING (workload_hash) WHERE run_id = '${run}'`,
  );
  const workload = String(label);
  assert.match(workload, /^550 tokens in, 150 out, 5 at a time, prompts of exact length, /);

  const sites: Sites = { browser, before: before.url, after: site.url, db, run, workload };
  try {
    await t.step(
      "the key is in no process's arguments and in no file of run and site",
      async () => {
        assert.ok(
          [...commandLines].some((l) => /main\.ts bench --model=m/.test(l)),
          "looked in time",
        );
        assert.ok([...commandLines].some((l) => /site\/worker/.test(l)), "looked at the loaders");
        assert.deepEqual([...commandLines].filter((l) => l.includes(key)), []);
        assert.ok(!out.includes(key) && !done.err.includes(key) && !err.includes(key));
        const files = [...filesOf(`${data}/runs/${run}`), ...filesOf(dist)];
        assert.ok(files.length > 30, `${files.length} files`);
        await assertInNoFile(key, files, db);
      },
    );
    await t.step(
      "mutated folders are named, and no page fails",
      () => namesLeftOut(data, dist, err),
    );
    await t.step(
      "the run is a table of its own on /, without a script too",
      () => isTableOfItsOwn(sites),
    );
    await t.step("the run is a choice on /distributions and /outliers", () => isChoice(sites));
    await t.step("/ names who leads, by how much, by the rows alone", () => namesLeader(sites));
    await t.step(
      "so do the other pages that speak of the provider",
      () => otherPagesFollow(sites),
    );
    await t.step(
      "/correctness has the probes of the store, and the wrong answers behind",
      () => showsProbes(sites),
    );
    await t.step("/load/ shows each step of a sweep, under any limits", () => showsSteps(sites));
    await t.step("/time and /requests say the doubled medians", () => saysMedians(sites));
  } finally {
    db.close();
    await browser.close();
    await site.close();
    await before.close();
    await Deno.remove(folder, { recursive: true });
  }
});
