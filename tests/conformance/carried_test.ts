/** The results of the suite that a checkout carries, and when a build may show them. */
import assert from "node:assert/strict";
import { carriedConformance, freshConformance } from "../../benchmarks/store/conformance.ts";
import { hashOfSources, suiteSources } from "../../benchmarks/store/conformance_sources.ts";
import { inFolder } from "../support/bench.ts";

/** What a row's values cannot depend on: printing, running and storing. */
const beside = /^benchmarks\/(bench|files|report|server_side|store)\//;

Deno.test("all that the suite runs is among the sources of its results", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "benchmarks/commands/conformance.ts"],
  }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout));
  const root = new URL("../../", import.meta.url).href;
  const own = modules.map(({ specifier }: { specifier: string }) => specifier)
    .filter((specifier: string) => specifier.startsWith(`${root}benchmarks/`))
    .map((specifier: string) => specifier.slice(root.length));
  assert.ok(own.includes("benchmarks/wire/transport.ts"));
  const left = own.filter((file: string) =>
    !beside.test(file) && !suiteSources.some((s) => file === s || file.startsWith(`${s}/`))
  );
  assert.deepEqual(left, []);
});

Deno.test("freshConformance() gives results of these very sources, this machine's first", () =>
  inFolder(async (root) => {
    for (const source of suiteSources) {
      const isFile = /\.\w+$/.test(source);
      await Deno.mkdir(`${root}/${isFile ? "benchmarks/commands" : source}`, { recursive: true });
      if (isFile) await Deno.writeTextFile(`${root}/${source}`, "");
    }
    await Deno.mkdir(`${root}/data`);
    const results = async (file: string, met_at: string) =>
      Deno.writeTextFileSync(
        `${root}/${file}`,
        JSON.stringify({ met_at, sources: await hashOfSources(root), versions: {}, lines: [] }),
      );
    const edit = (text: string) => Deno.writeTextFile(`${root}/benchmarks/wire/a.ts`, text);
    const met = async () => (await freshConformance(root))?.met_at ?? null;

    assert.equal(await met(), null);
    await edit("1");
    await results("benchmarks/conformance/results.json", "carried");
    assert.equal(await met(), "carried");
    await results("data/conformance.json", "own");
    assert.equal(await met(), "own");
    await edit("2");
    assert.equal(await met(), null);
    await results("data/conformance.json", "own again");
    assert.equal(await met(), "own again");
    await edit("1");
    assert.equal(await met(), "carried");
    await edit("1\r\n");
    const unix = await hashOfSources(root).then(async (hash) => {
      await edit("1\n");
      return [hash, await hashOfSources(root)];
    });
    assert.equal(unix[0], unix[1]);
  }));

Deno.test("the carried results say when and with what they were made", async () => {
  const { met_at, sources, versions, lines } = await carriedConformance();
  assert.match(met_at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  assert.match(sources, /^[0-9a-f]{64}$/);
  assert.match(versions.tokenboard, /^[0-9a-f]{40}$/);
  assert.ok(lines.every(({ holds }) => holds));
});
