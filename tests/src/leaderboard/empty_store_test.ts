/** A store in which nothing was measured yet still has a site, whose pages say what would fill them. */
import assert from "node:assert/strict";
import { inFolder } from "../../support/bench.ts";

Deno.test("pages of an empty store say what would fill them", async (t) =>
  await inFolder(async (folder) => {
    const published = "llmperf-2023-12/published.csv";
    await Deno.mkdir(`${folder}/llmperf-2023-12`);
    await Deno.copyFile(`data/${published}`, `${folder}/${published}`);
    for (
      const [name, command] of [
        ["index", "deno task bench llmperf-2023"],
        ["compare", "deno task bench llmperf-2023"],
        ["reliability", "No real run yet"],
        ["time", "deno task import PATH"],
        ["audit", "deno task import PATH"],
        ["data", "0 attempts in 0 runs"],
        ["protocols", "deno task bench protocols"],
      ]
    ) {
      await t.step(name, async () => {
        const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
          args: ["run", "-A", "--quiet", `src/${name}.md.ts`],
          env: { TOKENBOARD_DATA: folder },
          stdout: "piped",
          stderr: "piped",
        }).output();
        assert.equal(code, 0, new TextDecoder().decode(stderr));
        const text = new TextDecoder().decode(stdout);
        assert.ok(text.includes(command), text.slice(0, 600));
        assert.doesNotMatch(text, /undefined|NaN/);
      });
    }
  }));
