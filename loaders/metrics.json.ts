/** The metrics that pages offer, by the page that offers them, from the catalogue. */
import { choiceInfos, comparedInfos, leaderboardInfos } from "@/benchmarks/metrics/metrics.ts";

console.log(
  JSON.stringify({ choices: choiceInfos, compared: comparedInfos, leaderboard: leaderboardInfos }),
);
