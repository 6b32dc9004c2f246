/** `deno task notebook`: a page of one's own that runs as it is, to be changed. */
import { ConfigError } from "../plan/config.ts";

const folder = "src/notebooks";
const longest = 60;

export const notebookHelp = `
The page is a Markdown file in ${folder}, and in the site's menu by its title. What stands in it is Observable
Framework's: cells of SQL over the tables requests, runs, latest and metrics, and JavaScript with Inputs, Plot, vl,
aq, d3 and vg. deno task dev shows it while you edit; deno task site names what is wrong in it.`;

/** Writes it; says where it is, and how to see it. Throws `ConfigError` where there is such a page, or no word. */
export async function notebookCommand(question: string): Promise<number> {
  const title = question.trim().replace(/\s+/g, " ");
  const name = slugOf(title);
  if (!name) {
    throw new ConfigError("The notebook", ["the question needs a letter or a digit"], "be written");
  }
  const path = `${folder}/${name}.md`;
  await Deno.mkdir(folder, { recursive: true });
  try {
    await Deno.writeTextFile(path, notebookText(title), { createNew: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    throw new ConfigError("The notebook", [
      `${path} is there already: edit it, or ask in other words`,
    ], "be written");
  }
  console.log(`${path}
See it: deno task dev, then /notebooks/${encodeURI(name)}
Rows with prompts of many lengths: deno task bench lengths (simulated)`);
  return 0;
}

/** The words of a title as a file's name. */
export const slugOf = (title: string): string =>
  title.toLowerCase().normalize("NFC").replace(/['’]/g, "").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .slice(0, longest).replace(/^-+|-+$/g, "");

/** Every sign that Markdown or the framework would read is kept a letter. */
const plain = (text: string) => text.replace(/[\\`*_{}[\]<>#$&!|~]/g, "\\$&");

const notebookText = (title: string): string =>
  `# ${plain(title)}

What you expect, and why, in a sentence.

\`\`\`sql id=workloads
SELECT label, workload_hash AS id FROM latest JOIN workloads USING (workload_hash)
  JOIN requests USING (run_id, provider, model, workload_hash)
WHERE phase = 'measured' AND status = 'ok'
GROUP BY ALL ORDER BY count(DISTINCT input_tokens) < 5, bool_or(latest.simulated), max(selection) IS NOT NULL,
  max(ran_at) DESC
\`\`\`

\`\`\`js
const labels = new Map(Array.from(workloads, (w) => [w.label, w.id]));
const workload = view(Inputs.select(labels, {label: "What was asked", width: 480}));
\`\`\`

\`\`\`sql id=rows
SELECT provider, model, simulated, input_tokens, output_tokens, request_index, ttft_s, e2e_latency_s, e2e_tokens_per_s
FROM requests SEMI JOIN latest USING (run_id, provider, model)
WHERE workload_hash = \${workload} AND phase = 'measured' AND status = 'ok'
USING SAMPLE reservoir(10000 ROWS) REPEATABLE (1)
\`\`\`

\`\`\`js
const x = view(Inputs.select(["input_tokens", "output_tokens", "request_index"], {label: "Against"}));
const y = view(Inputs.select(["ttft_s", "e2e_latency_s", "e2e_tokens_per_s"], {label: "Metric"}));
\`\`\`

\`\`\`js
const values = d3.sort(new Set(Array.from(rows, (d) => d[x]).filter((value) => value !== null)));
if (values.length < 5) display(html\`<p><b>These requests cannot tell: \${values.length
  ? html\`all have \${x} \${values.join(" or ")}\`
  : html\`none has \${x}\`}.</b> Prompts of many lengths are asked by
<code>deno task bench lengths</code>, of the simulator,
  or by a configuration of your own with <code>stddev_input_tokens</code>.</p>\`);
display(Plot.plot({
  width,
  color: {legend: true},
  x: {label: x, tickFormat: "~g"},
  y: {label: y, type: "log", grid: true, tickFormat: "~g"},
  marks: [
    Plot.dot(rows, {x, y, stroke: "provider", r: 2, strokeOpacity: 0.5, tip: true}),
    Plot.lineY(rows, Plot.binX({y: "median"}, {x, y, z: "provider", stroke: "provider", thresholds: 8}))
  ]
}));
\`\`\`

\`\`\`js
const summary = d3.rollups(rows, (of) => ({
  requests: of.length,
  least: d3.min(of, (d) => d[x]),
  most: d3.max(of, (d) => d[x]),
  median: d3.median(of, (d) => d[y])
}), (d) => d.provider).map(([provider, values]) => ({provider, ...values}));
const header = {least: \`least \${x}\`, most: \`most \${x}\`, median: \`median \${y}\`};
display(Inputs.table(summary, {select: false, header}));
\`\`\`

Each dot is a successful request of the latest run of its target, at most 10,000 of them; lines lead through medians.
What was asked in another workload is another measurement: choose it above.
`;
