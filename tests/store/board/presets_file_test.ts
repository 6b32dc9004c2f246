import assert from "node:assert/strict";
import { writePresets } from "../../../benchmarks/site/finished/presets.ts";
import { readPresets } from "../../../benchmarks/store/board/presets_file.ts";
import { presetsHtml } from "../../../src/choice/presets.ts";
import { inFolder } from "../../support/bench.ts";

const file = `[
  // by the day
  {"name": "This month's runs", "query": {"since": "{month}"}},
  {"name": "Load <b>", "page": "load/", "query": {"time": "p99", "x": "a&b"}}
]`;

Deno.test("a named view is a link over the boards, and an address that leads there", () =>
  inFolder(async (folder) => {
    assert.deepEqual(await readPresets(folder, "2026-11-29"), []);
    await Deno.writeTextFile(`${folder}/presets.jsonc`, file);
    const presets = await readPresets(folder, "2026-11-29");
    const html = presetsHtml(presets);
    assert.match(html, /href="\.\/\?since=2026-11-01">This month/);
    assert.match(html, /href="\.\/load\/index\.html\?time=p99&#38;x=a%26b">Load &#60;b&#62;</);
    await writePresets(folder, presets);
    const page = await Deno.readTextFile(`${folder}/presets/this-month-s-runs.html`);
    assert.match(page, /url=\.\.\/index\.html\?since=2026-11-01"/);
    const load = await Deno.readTextFile(`${folder}/presets/load-b.html`);
    assert.match(load, /url=\.\.\/load\/index\.html\?time=p99&amp;x=a%26b"/);
  }));

Deno.test("names in any script have addresses of their own, plain ones those of their words", () =>
  inFolder(async (folder) => {
    const names = [
      "日本 70B",
      "中国 70B",
      "日本",
      "日本語",
      "Débit élevé",
      "70B — first!",
      "Ответ",
    ];
    await Deno.writeTextFile(
      `${folder}/presets.jsonc`,
      JSON.stringify(names.map((name) => ({ name, query: {} }))),
    );
    const slugs = (await readPresets(folder, "2026-11-29")).map(({ slug }) => slug);
    assert.equal(new Set(slugs).size, names.length);
    assert.deepEqual(slugs.slice(4, 6), ["debit-eleve", "70b-first"]);
    for (const slug of slugs) assert.match(slug, /^[a-z0-9-]+$/);
    assert.match(slugs[0], /^70b-[0-9a-f]{8}$/);
  }));

Deno.test("a list of views that is none says what is wrong, with its line", () =>
  inFolder(async (folder) => {
    const refused = async (text: string, why: RegExp) => {
      await Deno.writeTextFile(`${folder}/presets.jsonc`, text);
      await assert.rejects(readPresets(folder, "2026-11-29"), why);
    };
    await refused('[{"name": "a", "query": {"b": 1}}]', /line 1/);
    await refused('[{"name": "a", "page": "https://elsewhere", "query": {}}]', /must be a page/);
    await refused('[{"name": "A b", "query": {}}, {"name": "a-b", "query": {}}]', /two names/);
    await refused('[{"name": "a", "quary": {}}]', /quary/);
    await refused('[{"name": "a", "page": "tme", "query": {}}]', /must be a page/);
    await refused('[{"name": "a", "query": {"since": "{mnth}"}}]', /\{month\}/);
  }));
