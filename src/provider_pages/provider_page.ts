/** A provider's own page, in Markdown. */
import type { MeasuredLabel } from "@/benchmarks/queries/measured_labels.ts";
import { region } from "../components/table.js";
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
  type ColumnWords,
  finishHtml,
  type Sent,
  sentText,
  toldHtml,
  variablesHtml,
  witnessesHtml,
} from "./provider_tables.js";

const fenced = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;
const up = { up: "../" };
const list = (items: string[]) => items.map((i) => `- ${escapeMarkdown(i)}`).join("\n");

function measuredPart(measured: MeasuredLabel[]): string {
  if (!measured.length) return "<p>No row of it is in this store yet.</p>";
  return `${region("Measured rows", measuredHtml(measured))}

<p class="cap">A label is what the rows' source wrote; rows of others do not say which protocol they were asked by.</p>`;
}

/** The page. `shared` is the protocol, where `p` is a service that speaks it; `sent` what it asks first. */
export function providerMarkdown(
  p: Described,
  shared: Described | undefined,
  page: { columns: ColumnWords[]; sent: Sent; measured: MeasuredLabel[] },
): string {
  const { about } = p;
  const told = page.columns.filter(({ name }) => typeof about.told[name] === "string").length;
  const all = page.columns.length;
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
  }; one that an answer does not tell is null, never 0. Times, counts of tokens and failures are measured here, as <a href="${
    pageHref("method", {}, up)
  }">of everybody</a>.</p>

<section class="two even">
<div>

## Ask it

Words in capitals are yours to fill in. The variables may also stand in a file <code>.env</code>.

${fenced("sh", exampleCommand(p))}

<section>

## Measured

${measuredPart(page.measured)}

</section>
</div>
<div>

## Ask it by a configuration

As <code>benchmarks/configs/${p.name}.jsonc</code> it is run by <code>deno task bench ${p.name}</code>. With more targets in it, they take turns.

${fenced("json", exampleConfig(p))}

</div>
</section>

## Address and key

${region("Address and key", variablesHtml(p))}

## What is told

What it says of itself stands in its columns and proves nothing.

${region("What is told", toldHtml(p, page.columns, shared))}

${list(about.gives)}

## Not measured, or to know

${list(about.lacks)}

## Why an answer ended

${region("Why an answer ended", finishHtml(p))}

## What is sent

<p class="cap">The first request of an attempt with one message and 150 tokens allowed, without its key.${
    p.takes ? " Extra fields that it does not know are refused before anything is sent." : ""
  }</p>

${fenced("http", sentText(page.sent))}

## How sure

<p>${evidenceWords[about.evidence]} It was held against this code of others:</p>

${region("Code of others", witnessesHtml(p, shared))}

<p class="cap">No live provider was called. How streams that misbehave are recorded, whoever sends them: <a href="${
    pageHref("conformance", {}, up)
  }">conformance</a>.</p>
`;
}
