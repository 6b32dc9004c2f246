/** Page `/correctness`: whether a fast answer is right, is whole, and was made anew. */
import { latestProbed } from "@/benchmarks/queries/probes.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import {
  correctnessHtml,
  findingText,
  type ProbedRow,
  repeatsHtml,
} from "./method/probes_tables.js";

const db = await openStore();
const rows: ProbedRow[] = await latestProbed(db);
db.close();

const region = (label: string, table: string) =>
  `<div class="scroll" tabindex="0" role="region" aria-label="${label}">${table}</div>`;

/** One table of real systems and one of simulated ones, or a sentence that says how to fill it. */
function tables(
  found: ProbedRow[],
  label: string,
  html: (rows: ProbedRow[]) => string,
  empty: string,
) {
  const [real, simulated] = [false, true].map((s) => found.filter((r) => r.simulated === s));
  return [
    ...(real.length ? [region(label, html(real))] : []),
    ...(found.length ? [] : [`<p class="empty">${empty}</p>`]),
    ...(simulated.length
      ? [
        `<p class="cap"><span class="badge sim">simulated</span> This workspace's own simulator: no provider.</p>`,
        region(`${label}, simulated`, html(simulated)),
      ]
      : []),
  ].join("\n\n");
}

const runs = rows.filter((r) => r.kind === "correctness");
const probed = rows.filter((r) => r.kind === "speed");

console.log(`---
title: Correctness
---

<p class="kicker">Probes of ${
  new Set(rows.map((r) => `${r.provider} ${r.model}`)).size
} systems · in no table of speeds</p>

# Is a fast answer the model's own?

<p class="find">${findingText(rows)}</p>

A system can look fast because it serves another model, answers less than was asked, or has the answer in a cache. A probe is a request that would show it. Look at the mismatch rates whose intervals do not touch zero, and at the badge behind repeated prompts.

## Numbers in words

${
  tables(
    runs,
    "Correctness runs",
    correctnessHtml,
    "No run of this kind is in the store yet. The commands below make one, without a key against the simulator.",
  )
}

<p class="cap">LLMPerf's second test: a number from 0 to 10,000 stands in words and is wanted in digits. An answer is right if the number is among those it has. The mismatch rate is of the answers, with its 95% interval (Wilson 1927); a failed request has none and counts in the error rate.</p>

\`\`\`sh
deno task bench correctness
deno task bench --kind correctness --model NAME --base-url URL --max-num-completed-requests 50
\`\`\`

## Probes within speed runs

${
  tables(
    probed.filter((r) => r.correctness),
    "Correctness probes of speed runs",
    correctnessHtml,
    'No speed run with probes is in the store yet. Probes come with <code>"probes": true</code> in a configuration, or --probes.',
  )
}

${
  probed.some((r) => r.repeat)
    ? `### The same prompt twice\n\n${
      tables(probed.filter((r) => r.repeat), "Repeated prompts", repeatsHtml, "")
    }`
    : ""
}

<p class="cap">The same numbers, asked between the requests of a run, under its load. In every block a prompt is also sent twice, nonce and all, one request after the other and nothing beside them; second over first is the median ratio of their times to first token. Times vary without any cache, too: it is called cached where more than half of the pairs are over 10% faster by their 95% interval, of four pairs or more. Answer length is the median of output tokens over those asked for; short is under 0.8.</p>

\`\`\`sh
deno task bench quickstart --probes
\`\`\`
`);
