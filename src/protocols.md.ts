/** Page `/protocols`: one simulated system behind eight wire protocols, measured side by side. */
import { leaderboardInfos } from "@/benchmarks/metrics/metrics.ts";
import { simulatedPage } from "./components/simulated_page.js";

console.log(simulatedPage({
  title: "Protocols",
  config: "protocols",
  heading: "Does the protocol change the number?",
  words:
    "Behind each row stands the same profile of this workspace's own simulator, with the same times to the first token and between tokens; only the wire protocol differs. A harness that measures all of them alike cannot tell the rows apart: where it can, the difference is the protocol's or ours.",
  again: `Every protocol that can be driven stands on [its page](./providers).

\`\`\`sh
deno task bench protocols
\`\`\``,
}, leaderboardInfos));
