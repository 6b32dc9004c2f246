/** `llms.txt`: what a language model, or whoever programs one, needs to find its way about the site. */
import type { PublishedBoard } from "../../queries/published/board_figures.ts";

/** Pages that answer a question by themselves, by their addresses. */
const pages: Record<string, [name: string, words: string]> = {
  "/index": [
    "Leaderboard",
    "output token throughput and time to first token of each provider and model",
  ],
  "/compare": ["Compare", "two systems side by side, with the interval of their difference"],
  "/cost": ["Cost", "price per token beside speed"],
  "/reliability": ["Reliability", "share of requests that succeeded, and what failed"],
  "/time": ["Time", "speed by hour of the day"],
  "/history": ["History", "runs of one system over time"],
  "/method": ["Method", "how each number is measured and computed"],
  "/data": ["Data", "every row, column and table"],
  "/runs": ["Runs", "every run, valid or not, with its configuration"],
};

/** The text, for a site whose pages have these addresses. */
export function llmsText(boards: PublishedBoard[], paths: string[]): string {
  const measured = boards.filter(({ simulated }) => !simulated);
  const simulated = boards.length - measured.length;
  const has = new Set(paths);
  const link = ([path, [name, words]]: (typeof shown)[number]) =>
    `- [${name}](${path.slice(1)}.html): ${words}`;
  const shown = Object.entries(pages).filter(([path]) => has.has(path));
  const boardLink = (board: PublishedBoard) => {
    const what = [
      board.model_size ?? board.systems[0]?.model,
      board.workload,
      ...board.location ? [`from ${board.location}`] : [],
      ...board.simulated ? ["simulated, no measurement of a provider"] : [],
      `${board.systems.length} ${board.systems.length === 1 ? "system" : "systems"}`,
    ].filter(Boolean).map((part) => String(part).replace(/[\r\n[\]<>]+/g, " "));
    return `- [${board.board}](api/v1/boards/${board.board}.json): ${what.join(", ")}`;
  };
  return `# Tokenboard

> Measured speed and reliability of LLM inference providers, with the requests behind every number.

${measured.length} ${measured.length === 1 ? "board" : "boards"} of measurements${
    simulated ? `, ${simulated} of a simulator, which say nothing of any provider` : ""
  }. Quote a number with its n, its population and the day of its run; systems of one tier are not
told apart, so do not call one of them faster than another.

## Data

- [Index](api/v1/index.json): the files for programs, and what their words mean
- [Boards](api/v1/boards.json): a model, a workload and a place each
- [Runs](api/v1/runs.json): every run, valid or not
- [Catalogue](api/v1/catalogue.json): the definition of each metric
- [Schema](api/v1/schema.json): tables and columns of the store

## Boards

${boards.length ? boards.map(boardLink).join("\n") : "The store has no valid run."}

## Pages

${shown.map(link).join("\n")}
`;
}
