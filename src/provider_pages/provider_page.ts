/** A provider's own page, in Markdown. */
import type { ProviderAnswers } from "@/benchmarks/queries/tables/providers.ts";
import { baked, bakedHtml } from "../components/files.js";
import { escapeMarkdown } from "../words/format.js";
import { pageHref } from "../words/links.js";
import {
  type Described,
  evidenceWords,
  exampleCommand,
  exampleConfig,
  protocolName,
} from "./provider_pages.js";
import { measuredHtml } from "./provider_rows.js";
import {
  finishHtml,
  type Sent,
  sentText,
  toldHtml,
  variablesHtml,
  witnessesHtml,
} from "./provider_tables.js";

const fenced = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;
const up = { up: "../" };
const noWitness = "<p>none but this workspace's simulator, and bodies written by hand.</p>";
const list = (items: string[]) => items.map((i) => `- ${escapeMarkdown(i)}`).join("\n");

const measuredPart = (measured: ProviderAnswers["measured"]): string =>
  measured.rows.length
    ? `${bakedHtml(measured, measuredHtml, up)}

<p class="cap">A label is what the rows' source wrote; rows of others do not say which protocol they
were asked by.</p>`
    : "<p>No row of it is in this store yet.</p>";

/** The page. `shared` is the protocol, where `p` is a service that speaks it; `sent` what it asks first. */
export function providerMarkdown(
  p: Described,
  shared: Described | undefined,
  found: ProviderAnswers,
  sent: Sent,
): string {
  const { about } = p;
  const columns = found.columns.rows;
  const told = columns.filter(({ place }) => place !== null).length;
  const all = columns.length;
  const count = told === all ? `All ${all} columns` : `${told} of the ${all} columns`;
  const protocol = shared
    ? `protocol <a href="./${shared.name}.html"><code>${shared.name}</code></a>`
    : `protocol <code>${protocolName(p)}</code>`;
  const services = shared ? "A service or server that speaks" : "Wire";
  return `---
title: ${JSON.stringify(about.title)}
---

<p class="kicker"><a href="${
    pageHref("providers", {}, up)
  }">Providers</a> · ${services} ${protocol} · evidence: ${about.evidence}</p>

# ${escapeMarkdown(about.title)}

<p class="find"><b>${count} that only a server can fill</b> are ${
    shared ? "looked for in its answers" : "read from its answers"
  };
one that an answer does not tell is null, never 0. Times, counts of tokens and failures are measured
here, as <a href="${pageHref("method", {}, up)}">of everybody</a>.</p>

<section class="two even">
<div>

## Ask it

Words in capitals are yours to fill in. The variables may also stand in a file <code>.env</code>.

${fenced("sh", exampleCommand(p))}

<section>

## Measured

${measuredPart(found.measured)}

</section>
</div>
<div>

## Ask it by a configuration

As <code>benchmarks/configs/${p.name}.jsonc</code> it is run by
<code>deno task bench ${p.name}</code>. With more targets in it, they take turns.

${fenced("json", exampleConfig(p))}

</div>
</section>

## Address and key

${baked(found.address.table, variablesHtml(p), up)}

## What is told

What it says of itself stands in its columns and proves nothing.

${bakedHtml(found.columns, (rows) => toldHtml(rows, shared !== undefined), up)}

${list(about.gives)}

## Not measured, or to know

${list(about.lacks)}

## Why an answer ended

${bakedHtml(found.finish, finishHtml, up)}

## What is sent

<p class="cap">The first request of an attempt with one message and 150 tokens allowed, without its
key.${p.takes ? " Extra fields that it does not know are refused before anything is sent." : ""}</p>

${fenced("http", sentText(sent))}

## How sure

<p>${evidenceWords[about.evidence]} It was held against this code of others:</p>

${found.witnesses.rows.length ? bakedHtml(found.witnesses, witnessesHtml, up) : noWitness}

<p class="cap">No live provider was called. How streams that misbehave are recorded, whoever sends
them: <a href="${pageHref("conformance", {}, up)}">conformance</a>.</p>
`;
}

/** What stands at an address that names no provider. */
export const noProviderMarkdown = (): string =>
  `---\ntitle: Provider\n---\n\n# This provider is not known here\n\nThose that are: ` +
  `<a href="${pageHref("providers", {}, up)}">all providers</a>.\n`;
