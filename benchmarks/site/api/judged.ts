/** What page `/` says of the boards, read back from what its program printed: to judge them takes seconds. */
import { partOf } from "../parts.ts";
import type { Routes } from "../outputs.ts";
import type { BoardJudgement } from "../../queries/standings.ts";

/** The judgements of this build's page `/`; undefined where the project was left without it. */
export async function judgedOf(
  { output }: Pick<Routes, "output">,
): Promise<BoardJudgement[] | undefined> {
  const printed = output("/loaders/pages/index.html");
  if (!printed) return undefined;
  const html = await Deno.readTextFile(printed.file).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
  return html && JSON.parse(
    partOf(html, "judged"),
    (_, value) => value === "Infinity" ? Infinity : value,
  );
}
