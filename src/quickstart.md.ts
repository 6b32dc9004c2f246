/** Page `/quickstart`: the simulated run; the metrics it shows are the catalogue's. */
import { leaderboardInfos } from "@/benchmarks/metrics/metrics.ts";
import { simulatedPage } from "./components/simulated_page.js";

console.log(simulatedPage({
  title: "Quickstart",
  config: "quickstart",
  heading: "What does a run look like?",
  words:
    "Every number on this page was measured with the whole harness, over real sockets, but against this workspace's own simulator. Its profiles are fitted to the runs of December 2023; it is no provider, and nothing here enters a ranking of providers.",
  again:
    `A run of your own replaces this one; the three profiles take turns in short blocks, so that all of
them meet the same moments.

\`\`\`sh
deno task bench
\`\`\``,
}, leaderboardInfos));
