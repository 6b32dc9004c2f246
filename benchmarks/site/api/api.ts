/**
 * The site's answers for programs, `api/v1/*.json` and `llms.txt`: static files at addresses that stay, which say what
 * the pages say. A field is only ever added to a version; what would change the meaning of one makes a new version.
 */
import { boardFigures } from "../../queries/published/board_figures.ts";
import { downloadsOf, formatsOf } from "../../queries/downloads/downloads.ts";
import { holdLatest } from "../../queries/held.ts";
import { runIndex } from "../../queries/run_index.ts";
import { schemaOf } from "../../queries/schema.ts";
import type { BoardJudgement } from "../../queries/standings.ts";
import { metrics } from "../../metrics/metrics.ts";
import { dataFolder, openStore } from "../../store/views.ts";
import { boardsAnswer, catalogueAnswer, indexAnswer, runsAnswer } from "./answers.ts";
import { llmsText } from "./llms_text.ts";

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
    const boards = await boardFigures(db, judged);
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
      await Deno.writeTextFile(
        `${folder}/boards/${board.board}.json`,
        json({ version: 1, ...board, files: files.get(`boards/${board.board}`) ?? [] }),
      );
    }
    await Deno.writeTextFile(`${dist}/llms.txt`, llmsText(boards, paths));
  } finally {
    db.close();
  }
}
