/** A page a provider: that there is one each, that what is copied from it runs, and what it says. */
import assert from "node:assert/strict";
import { parse } from "jsonc-parser";
import { called } from "../../benchmarks/targets/llm_api.ts";
import { targetsOf } from "../../benchmarks/targets/targets.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { provider, providers } from "../../benchmarks/providers/index.ts";
import { askAll, isLabelSql, providerTables } from "../../benchmarks/queries/tables/providers.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { providerPages } from "../../observablehq.config.ts";
import { providerMarkdown } from "../../src/provider_pages/provider_page.ts";
import { run } from "../support/bench.ts";

const db = await openStore("data/llmperf-2023-12");
addEventListener("unload", () => db.close());

const pageOf = async (name: string): Promise<string> => {
  const p = provider(name);
  const shared = p.protocol === p.name ? undefined : providers.find((o) => o.name === p.protocol);
  const sent = { method: "POST", url: "http://h/", headers: [] as [], body: null };
  return providerMarkdown(p, shared, await askAll(db, providerTables(p)), sent);
};
const pages = new Map<string, string>();
for (const { name } of providers) pages.set(name, await pageOf(name));
const page = (name: string) => pages.get(name)!;
/** The text of a page's block of a language, as the button copies it. */
const block = (markdown: string, language: string): string =>
  new RegExp(`\`\`\`${language}\\n([^]*?)\\n\`\`\``).exec(markdown)![1];
const words = (command: string) => command.replaceAll("\\\n", " ").split(/\s+/);

Deno.test("the pages are those of the providers, and their names stand in addresses as they are", () => {
  assert.deepEqual(providerPages, providers.map((p) => `/providers/${p.name}`));
  for (const { name } of providers) assert.match(name, /^[a-z][a-z0-9-]*$/);
});

for (const { name, about } of providers) {
  Deno.test(`the page's configuration of ${name} is one, and its target has an address`, () => {
    const config = checkConfig(parse(block(page(name), "json")), name);
    assert.deepEqual([config.name, config.requests, config.targets.length], [name, 150, 1]);
    // Words in capitals are for the reader to fill in: any will do.
    const [target] = targetsOf(config, () => "a-variable-0123", "");
    assert.ok(URL.canParse(target.base_url), target.base_url);
    const host = about.base?.replace("{region}", "a-variable-0123");
    if (host) assert.equal(target.base_url, host);
    assert.equal(target.api, name);
  });

  Deno.test(`the page's command of ${name} names it, with an address and the key's variable`, () => {
    const lines = block(page(name), "sh").split(/(?<!\\)\n/);
    const exported = Object.fromEntries(
      lines.slice(0, -1).map((line) => /^export (\w+)=(\S+)$/.exec(line)!.slice(1)),
    );
    const command = words(lines.at(-1)!);
    const flag = (of: string) => command[command.indexOf(of) + 1];
    const faults: string[] = [];
    const found = called(
      {
        llmApi: flag("--llm-api"),
        model: flag("--model"),
        ...(command.includes("--base-url") ? { baseUrl: flag("--base-url") } : {}),
      },
      (variable) => exported[variable],
      faults,
    );
    assert.deepEqual(faults, []);
    assert.deepEqual([found?.api, found?.model], [name, "MODEL"]);
  });

  Deno.test(`the page of ${name} says every variable, every column and every doubt`, () => {
    const text = page(name);
    const { litellm } = about;
    for (
      const variable of [
        ...about.keyNames,
        ...about.baseNames,
        ...litellm?.keyNames ?? [],
        ...litellm?.baseNames ?? [],
        ...Object.values(about.places ?? {}).flat(),
      ]
    ) assert.ok(text.includes(`<code>${variable}</code>`), variable);
    for (const column of Object.keys(about.reported)) {
      assert.ok(text.includes(`data.html#${column}"`), column);
    }
    const listed = text.split("\n").filter((line) => line.startsWith("- ")).length;
    assert.equal(listed, about.gives.length + about.lacks.length);
    assert.ok(about.gives.length && about.lacks.length);
    for (const witness of about.witnesses) assert.ok(text.includes(witness.test), witness.test);
  });
}

Deno.test("the flags of the pages' commands are flags of bench", async () => {
  const { out } = await run(["bench", "--help"]);
  const flags = new Set(
    providers.flatMap(({ name }) =>
      words(block(page(name), "sh")).filter((w) => w.startsWith("--"))
    ),
  );
  assert.deepEqual([...flags].toSorted(), [
    "--base-url",
    "--llm-api",
    "--max-num-completed-requests",
    "--mean-input-tokens",
    "--mean-output-tokens",
    "--model",
    "--num-concurrent-requests",
  ]);
  for (const flag of flags) assert.match(out, new RegExp(`^\\s+${flag} <`, "m"));
});

Deno.test("isLabelSql() knows a provider by its name, its host, and what others call it", async () => {
  const cases: [string, string, boolean][] = [
    ["groq", "groq", true],
    ["groq", "groq.com", true],
    ["groq", "api.groq.com", true], // the host of its address
    ["groq", "sim-groq", false],
    ["groq", "groqcloud", false],
    ["azure", "azure.eastus2", true],
    ["azure", "azuredatabricks.net", false],
    ["bedrock-invoke", "bedrock", true],
    ["openai", "openai", true],
    ["openai-responses", "openai", false],
    ["ollama-openai", "localhost", false], // anybody's machine
  ];
  for (const [name, label, wanted] of cases) {
    const { rows } = await db.query(
      `SELECT ${isLabelSql(provider(name))} AS found FROM (SELECT '${label}' AS provider) r`,
    );
    assert.equal(rows[0].found, wanted, `${label} of ${name}`);
  }
});
