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
import {mountRequests} from "./requests/requests.js";
import {requestsFor} from "./requests/requests_source.js";

const data = {
  real: () => FileAttachment("loaders/requests.parquet").arrayBuffer(),
  timed: () => FileAttachment("loaders/timed.parquet").arrayBuffer()
};
const index = () => FileAttachment("loaders/runs.json").json();
const {rows, note, others} = await requestsFor(location.search, data, index);
mountRequests(document.querySelector("#requests"), rows, ${
  JSON.stringify(choiceInfos)
}, note, others);
\`\`\`

<p class="cap"><span class="null">null</span>: not observed. It is never written as 0.</p>
`);
