/** The page before its script runs: its parts, and the same question for whoever has no script. HTML. */
import { type Option, radiosHtml } from "../components/controls.js";
import { count, escapeHtml } from "../words/format.js";
import { shellWord } from "../words/shell_word.js";

/** Requests of the store, and how many of them are simulated. */
export interface Facts {
  requests: number;
  simulated: number;
}

const command = "SELECT provider, model, run_id, request_index + 1 AS number, ttft_s " +
  "FROM requests SEMI JOIN latest USING (run_id, provider, model) " +
  "WHERE phase = 'measured' AND ttft_s >= 0.5 AND ttft_s < 1 ORDER BY ttft_s DESC LIMIT 20";

const population: Option[] = [["", "Measured attempts"], ["1", "Succeeded only"]];
const answerers: Option[] = [["", "Providers"], ["simulated", "Simulator"]];

export function pageHtml({ requests, simulated }: Facts): string {
  const both = simulated > 0 && simulated < requests;
  const onlySimulated = simulated > 0 && !both ? ' <span class="badge sim">simulated</span>' : "";
  return `<form class="controls needs-script">${radiosHtml("Population", "succeeded", population)}${
    both ? radiosHtml("Answered by", "rows", answerers) : ""
  }</form>
<p class="find sum" role="status"><b class="n"></b> <span class="of"></span>
<button type="button" class="link clear" hidden>Clear all filters</button>${onlySimulated}</p>
<p class="cap needs-script">Drag across a drawing to keep a range, or type its ends; choose a name to keep it.
The other drawings and the table follow.</p>
<p class="loading cap needs-script" hidden>Reading the columns of ${
    count(requests)
  } requests <progress max="1" value="0" aria-label="Share that is read"></progress></p>
<div class="plots needs-script"></div><div class="drawings"></div>
<h2 class="needs-script">Their requests, longest wait first</h2>
<div class="lines"></div><div class="taken"></div>
<div class="no-script"><p class="empty">Filtering here needs a script in your browser. In a checkout this lists
requests whose first token came after half a second to a second:</p><pre tabindex="0"><code>deno task sql ${
    escapeHtml(shellWord(command) ?? "")
  }</code></pre></div>`;
}
