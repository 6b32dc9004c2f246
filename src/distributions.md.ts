/** Page `/distributions`; the metrics it offers are the catalogue's. */
import { choiceInfos } from "@/benchmarks/metrics/metrics.ts";

console.log(`---
title: Distributions
---

<p class="kicker" id="kicker">Succeeded requests, system by system</p>

# What does the median hide?

<div id="distributions"></div>

\`\`\`js
import {mountDistributions} from "./distributions/distributions.js";
import {readParquet} from "./rows/load.js";

mountDistributions(document.querySelector("#distributions"), await readParquet(await FileAttachment("loaders/requests.parquet").arrayBuffer()), ${
  JSON.stringify(choiceInfos)
}, document.querySelector("#kicker"));
\`\`\`

## What this page cannot say

A curve describes one session of each system, and the sessions of two systems may lie days apart: the same system at another hour may draw another curve. Failed attempts have no value and are in none of these drawings. Whether there are enough requests for a quantile is judged here as if they were independent; the leaderboard counts how many independent ones they amount to.
`);
