/** Page `/requests`; names and digits of metrics are the catalogue's. */
import { choiceInfos } from "@/benchmarks/metrics/metrics.ts";

console.log(`---
title: Requests
---

<p class="kicker">The requests behind a number: each attempt is one row</p>

# Which requests are these?

<p class="empty no-script">This table is drawn by a script in your browser, from one file of all requests. Without scripts: <code>deno task sql "SELECT * FROM requests"</code> prints the same rows, and <a href="./data">the raw rows</a> are there as files.</p>

<div id="requests"><p class="cap needs-script">Reading the requests …</p></div>

\`\`\`js
import {mountRequests} from "./components/requests.js";
import {readParquet} from "./components/load.js";

const sources = {
  real: () => FileAttachment("loaders/requests.parquet").arrayBuffer(),
  timed: () => FileAttachment("loaders/timed.parquet").arrayBuffer()
};
const source = new URLSearchParams(location.search).get("data") ?? "real";
mountRequests(document.querySelector("#requests"), await readParquet(await (sources[source] ?? sources.real)()), ${
  JSON.stringify(choiceInfos)
});
\`\`\`

<p class="cap"><span class="null">null</span>: not observed. It is never written as 0.</p>
`);
