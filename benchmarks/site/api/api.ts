/**
 * The site's answers for programs, `api/v1/*.json` and `llms.txt`: static files at addresses that stay, which say what
 * the pages say. A field is only ever added to a version; what would change the meaning of one makes a new version.
 */
import { boardFigures, type PublishedBoard } from "../../queries/published/board_figures.ts";
import { downloadsOf, formatsOf } from "../../queries/downloads/downloads.ts";
import { holdLatest } from "../../queries/held.ts";
import { runIndex } from "../../queries/run_index.ts";
import { schemaOf } from "../../queries/schema.ts";
import type { BoardJudgement } from "../../queries/standings.ts";
import { leaderboardInfos, metrics } from "../../metrics/metrics.ts";
import { dataFolder, openStore } from "../../store/views.ts";
import { badgePath, badgeSvg } from "./badge.ts";
import {
  type Badges,
  boardAnswer,
  boardsAnswer,
  catalogueAnswer,
  indexAnswer,
  runsAnswer,
} from "./answers.ts";
import { llmsText } from "./llms_text.ts";

/** Writes the badges of a board; returns the address of each system's, by its metric. */
async function writeBadges(dist: string, board: PublishedBoard): Promise<Badges> {
  const all: Badges = new Map();
  for (const system of board.systems) {
    const own: Record<string, string> = {};
    for (const figure of system.figures) {
      if (figure.population !== "succeeded") continue;
      const info = leaderboardInfos.find(({ name }) => name === figure.metric)!;
      const path = badgePath(board.board, system, figure.metric);
      await Deno.mkdir(`${dist}/${path.slice(0, path.lastIndexOf("/"))}`, { recursive: true });
      await Deno.writeTextFile(`${dist}/${path}`, badgeSvg(board, system, figure, info));
      own[figure.metric] = path;
    }
    all.set(system, own);
  }
  return all;
}

/** JSON in which an infinity, a statistic that lies among failures, is the text "Infinity". */
const json = (answer: unknown): string =>
  JSON.stringify(answer, (_, v) => v === Infinity ? "Infinity" : v, 1) + "\n";

/**
 * Writes the files into the finished site `dist`, whose pages have these addresses. `judged` is what page `/` says of
 * the boards, judged once for both.
 */
export async function writeApi(
  dist: string,
  paths: string[],
  judged?: BoardJudgement[],
): Promise<void> {
  const folder = `${dist}/api/v1`;
  await Deno.mkdir(`${folder}/boards`, { recursive: true });
  const db = await openStore(dataFolder());
  try {
    await holdLatest(db);
    const boards = await boardFigures(db, { judged });
    const runs = await runIndex(db);
    const files = new Map(
      (await downloadsOf(db)).map((download) => [
        download.path,
        formatsOf(download).map((format) => `downloads/${download.path}.${format}`),
      ]),
    );
    const answers = {
      index: indexAnswer(boards, runs),
      boards: boardsAnswer(boards, files),
      runs: runsAnswer(runs, files),
      catalogue: catalogueAnswer(metrics),
      schema: { version: 1, tables: await schemaOf(db) },
    };
    for (const [name, answer] of Object.entries(answers)) {
      await Deno.writeTextFile(`${folder}/${name}.json`, json(answer));
    }
    for (const board of boards) {
      const badges = await writeBadges(dist, board);
      await Deno.writeTextFile(
        `${folder}/boards/${board.board}.json`,
        json(boardAnswer(board, badges, files)),
      );
    }
    await Deno.writeTextFile(`${dist}/llms.txt`, llmsText(boards, paths));
  } finally {
    db.close();
  }
}
