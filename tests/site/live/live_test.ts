/** `deno task dev`: one live site, and all that it must and must not do. */
import assert from "node:assert/strict";
import { inFolder } from "../../support/bench.ts";
import { liveSite } from "../../support/pages/live_site.ts";
import { copyProject } from "../../support/pages/project_copy.ts";
import { writeProbedRun } from "../../support/stores/probed_run.ts";
import { servesFonts } from "./fonts.ts";
import { carriesPolicy } from "./policy.ts";
import { makesTables } from "./tables.ts";
import { refusesOthers } from "./visitors.ts";

const pages = ["src/providers.md", "src/providers/[name].md.ts", "src/correctness.md"];

Deno.test("the live site", (t) =>
  inFolder(async (folder) => {
    const own = await Promise.all(
      pages.map(async (path) => [path, await Deno.readTextFile(path)] as const),
    );
    const copy = await copyProject(folder, Object.fromEntries(own));
    await writeProbedRun(`${folder}/data/runs`);
    using live = await liveSite(copy);
    const { url, port } = live;
    await t.step("serves the fonts that its pages name", () => servesFonts(url));
    await t.step(
      "refuses names and pages that are not its own, its socket too",
      () => refusesOthers(port),
    );
    await t.step(
      "carries the policy of finished pages in every answer",
      (t) => carriesPolicy(t, { url }),
    );
    await t.step(
      "makes the files of its tables when they are asked for",
      () => makesTables(url, `${folder}/data`),
    );
    await t.step("ends with its command, which a SIGTERM ends", async () => {
      await live.stop();
      await assert.rejects(Deno.connect({ port, hostname: "127.0.0.1" }), "nobody answers");
    });
  }));
