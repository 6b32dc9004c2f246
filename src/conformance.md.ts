/** Page `/conformance`: what is recorded of every stream a server can send, from the suite's own results. */
import { denoProcess } from "@/benchmarks/processes/deno_process.ts";
import { grantsOf } from "@/benchmarks/processes/grants.ts";
import { freshConformance } from "@/benchmarks/store/conformance.ts";
import { linesHtml } from "./method/conformance_table.js";
import { day } from "./words/format.js";

let results = await freshConformance();
if (!results) {
  // Like the loader of simulated runs: the suite drives this machine's own simulator, and costs nothing.
  await denoProcess(grantsOf("conformance"), ["benchmarks/main.ts", "conformance"], {
    stdout: "null",
    stderr: "inherit",
  }).output(); // what does not hold shows on the page
  results = await freshConformance();
}
if (!results) throw new Error("The conformance suite left no result");
const { lines, met_at, versions } = results;
const streams = lines.flatMap((l) => l.met);
const right = streams.filter((m) => !m.faults.length).length;
const held = lines.filter((l) => l.holds).length;

console.log(`---
title: Conformance
---

<p class="kicker">${streams.length} streams met over a socket on ${
  day(met_at.slice(0, 10))
} · Tokenboard ${
  versions.tokenboard.slice(0, 7)
}, Deno ${versions.deno}, undici ${versions.undici}</p>

# Is every stream told right?

<p class="find"><b>${
  right === streams.length
    ? `All ${streams.length} streams are recorded as they must be`
    : `${right} of ${streams.length} streams are recorded as they must be`
}</b>: ${held} of ${lines.length} lines hold. Each is a server that misbehaves in one way, played byte by byte and moment by moment by <span class="badge sim">simulated</span> servers on this machine, and met by the whole harness over a real socket.</p>

A leaderboard can be wrong without any number being wrong: a role chunk taken for a token, an error inside a success, a stream that was cut and counted as short. Look at the lines whose stream your provider sends, and open one to see what its row says.

<div class="scroll" tabindex="0" role="region" aria-label="Lines of the conformance suite">${
  linesHtml(lines)
}</div>

<p class="cap">Times are seconds from the start of the request, as measured; null was not observed. The same streams are also kept as recordings and cut at random places by the tests: the row must not change.</p>

## See it yourself

\`\`\`sh
deno task conformance
\`\`\`

A run made with <code>--record</code> keeps the bytes and moments of every attempt; <code>deno task replay RUN</code> decodes them again and names the rows that differ.
`);
