/** Page `/protocols`: one simulated system behind eight wire protocols, once somebody has measured it. */
import { leaderboardInfos } from "@/benchmarks/metrics/metrics.ts";
import { newestRunWhere } from "@/benchmarks/queries/boards.ts";
import { openStore } from "@/benchmarks/store/views.ts";
import { simulatedPage, simulatedPageToBe } from "./components/simulated_page.js";

const page = {
  title: "Protocols",
  config: "protocols",
  heading: "Does the protocol change the number?",
  words:
    "Behind every protocol stands the same profile of this workspace's own simulator, with the same times to the first token and between tokens; only the wire protocol differs. A harness that measures all of them alike cannot tell them apart: where it can, the difference is the protocol's or ours.",
  again: `Every protocol that can be driven stands on [its page](./providers).

\`\`\`sh
deno task bench protocols
\`\`\``,
};

const db = await openStore();
const found = await db.query(`SELECT run_id FROM runs r WHERE ${newestRunWhere(page.config, "r")}`);
db.close();
// A run of 1,024 requests is not made by the way: a loader would, if the page asked it.
console.log(
  found.rows.length
    ? simulatedPage(page, leaderboardInfos)
    : simulatedPageToBe(page, "in about a minute, on this machine alone and without a key"),
);
