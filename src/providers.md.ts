/** Page `/providers`: what can be driven, a row each; every row has its own page below. */
import { providers } from "@/benchmarks/providers/index.ts";
import { evidenceWords, overviewHtml } from "./provider_pages/provider_pages.js";

const protocols = providers.filter((p) => !p.protocol || p.protocol === p.name);
const services = providers.length - protocols.length;

console.log(`---
title: Providers
---

<p class="kicker">${protocols.length} wire protocols · ${services} services and servers that speak OpenAI's</p>

# Whom can it measure?

Whoever speaks one of these protocols. Take a name for <code>--llm-api</code>, or for <code>api</code> of a target in a configuration; a compatible server that is not named here is driven by <code>openai</code> and its base URL. Keys come from variables, or from a <code>.env</code> file, never from a configuration. <code>deno task providers</code> says which of them are set.

<div class="scroll" tabindex="0" role="region" aria-label="Providers">${
  overviewHtml(providers)
}</div>

<p class="cap">Evidence. ${
  Object.entries(evidenceWords).map(([word, sentence]) => `<b>${word}</b>: ${sentence}`).join(" ")
} What a provider says of itself (served model, service tier, timings) stands in its columns and proves nothing. What was asked for is told apart: <code>service_tier_requested</code> and <code>reasoning_effort</code> hold what was sent, in the vendor's words. No live provider was called to make these pages.</p>

<p>LLMPerf's names keep working: <code>openai</code>, <code>anthropic</code>, <code>sagemaker</code>, <code>vertexai</code>, and <code>litellm</code> with LiteLLM's model strings, such as <code>together_ai/MODEL</code>, and the variables that LiteLLM reads.</p>

<p>Requests go over HTTP/1.1; <code>"http": "2"</code> of a target offers HTTP/2 to a server behind TLS, and column <code>http_version</code> has what was agreed on. Each request at a time has a connection of its own in HTTP/2 too: streams that share one wait for each other's lost packets and full windows, and whose wait it was could not be told. There, a stream that its server resets may be told as <code>truncated</code> instead of <code>connection_reset</code>.</p>

<p>One simulated system behind eight of them, which take turns: <a href="./protocols">does the protocol change the number?</a></p>
`);
