/** Page `/outliers`; the metrics it offers are the catalogue's. */
import { choiceInfos } from "@/benchmarks/metrics/metrics.ts";

console.log(`---
title: Outliers
---

<p class="kicker" id="kicker">Every request, in run order</p>

# Which requests are odd?

<div id="outliers"></div>

\`\`\`js
import {mountOutliers} from "./outliers/outliers.js";
import {readParquet} from "./rows/load.js";

mountOutliers(document.querySelector("#outliers"), await readParquet(await FileAttachment("loaders/requests.parquet").arrayBuffer()), ${
  JSON.stringify(choiceInfos)
}, document.querySelector("#kicker"));
\`\`\`

## What this page cannot say

Whether an odd request met a cold start, a queue or a fault of the network is not in its row; runs that were imported from files without times of day or of chunks say even less. Requests of one run are not independent, so a cluster of flags is rather one event than many.
`);
