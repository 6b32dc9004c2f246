/** `deno task dev`: one live site, and all that it must and must not do. */
import assert from "node:assert/strict";
import { inFolder } from "../../support/bench.ts";
import { copyProject } from "../../support/pages/project_copy.ts";
import { writeProbedRun } from "../../support/stores/probed_run.ts";
import { servesFonts } from "./fonts.ts";
import { carriesPolicy } from "./policy.ts";
import { makesTables } from "./tables.ts";
import { refusesOthers } from "./visitors.ts";

const pages = ["src/providers.md", "src/providers/[name].md.ts", "src/correctness.md"];

function freePort(): number {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  return listener.addr.port;
}

const answers = (port: number) =>
  Deno.connect({ port, hostname: "127.0.0.1" }).then((c) => (c.close(), true), () => false);

/** Waits until the port answers, or does not. */
async function until(port: number, does: boolean, seconds: number): Promise<void> {
  for (let i = 0; i < seconds * 10; i++) {
    if (await answers(port) === does) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`the live site ${does ? "does not answer" : "answers"} after ${seconds} s`);
}

Deno.test("the live site", (t) =>
  inFolder(async (folder) => {
    const own = await Promise.all(
      pages.map(async (path) => [path, await Deno.readTextFile(path)] as const),
    );
    const { start } = await copyProject(folder, Object.fromEntries(own));
    await writeProbedRun(`${folder}/data/runs`);
    const port = freePort();
    const url = `http://127.0.0.1:${port}`;
    const dev = start(["dev", "--port", String(port)]);
    const ended = dev.output();
    try {
      await until(port, true, 60);
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
        dev.kill("SIGTERM");
        await until(port, false, 10);
      });
    } finally {
      try {
        Deno.kill(-dev.pid, "SIGKILL"); // what is left of it where a step failed
      } catch { /* nothing */ }
      await ended;
    }
  }));
