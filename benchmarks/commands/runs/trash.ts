/** `deno task runs delete` and `restore`: into the trash of the store, and back. */
import { ConfigError } from "../../plan/config.ts";
import { printable } from "../../report/table.ts";
import { terminalQuestion } from "../../report/terminal.ts";
import { isHeld } from "../../store/journal/writer_lock.ts";
import { findRuns } from "../../store/run_folders.ts";
import { inTrash, type Move, moveAll, toTrash } from "../../store/trash.ts";
import { writeViewsFile } from "../../store/views_file.ts";
import { type NamedRun, nameOf, oneNamed, type RunsOptions, storeOf } from "./named.ts";

/** Moves runs, and folders that are left out, to the trash where its user says so. Returns 1 where not. */
export async function deleteRuns(
  names: string[],
  options: RunsOptions & { yes?: boolean },
  ask: ((question: string) => string | null) | null = terminalQuestion(),
): Promise<number> {
  const store = storeOf(options);
  const found = await findRuns(store);
  const all: NamedRun[] = [
    ...found.runs,
    ...found.broken.map(({ folder }) => ({ folder, run_id: null })),
  ];
  const chosen = new Set<NamedRun>();
  for (const name of names) chosen.add(oneNamed(await nameOf(name, found), all, store));
  const moves = await Promise.all([...chosen].map(async ({ run_id, folder }): Promise<Move> => ({
    run_id,
    from: folder,
    to: await toTrash(store, folder),
  })));
  for (const { from } of moves) {
    if (await isHeld(from)) {
      throw new ConfigError(from, ["the run is being made now"], "be deleted");
    }
  }
  if (!options.yes) {
    for (const { from, to } of moves) console.error(printable(`  ${from}  to  ${to}`));
    if (!ask) {
      throw new ConfigError("command line", [
        "nobody could be asked (no terminal): --yes moves what stands above to the trash",
      ]);
    }
    const answer = ask(`Move ${moves.length === 1 ? "it" : `these ${moves.length}`}? [y/N]`);
    if (!/^y(es)?$/i.test(answer?.trim() ?? "")) {
      console.error("Nothing was moved.");
      return 1;
    }
  }
  return await moved(store, moves, options, "in the trash, deno task runs restore brings it back");
}

/** Moves runs back from the trash: those that are named, or all. Throws `ConfigError` where neither is meant. */
export async function restoreRuns(
  names: string[],
  options: RunsOptions & { all?: boolean },
): Promise<number> {
  const store = storeOf(options);
  const lying = (await inTrash(store)).map((move) => ({ ...move, folder: move.from }));
  const inIt = lying.map(({ folder }) => folder.slice(folder.lastIndexOf("/") + 1)).join(", ");
  if (!!options.all === names.length > 0 && (lying.length || names.length)) {
    const choice = names.length ? "name runs or give --all, not both" : "name a run, or give --all";
    throw new ConfigError("command line", [`${choice}: the trash has ${inIt || "none"}`]);
  }
  const chosen = names.length
    ? names.map((name) =>
      oneNamed(name, lying, "the trash", inIt ? `it has ${inIt}` : "it is empty")
    )
    : lying;
  const moves = [...new Set(chosen)].map(({ run_id, from, to }) => ({ run_id, from, to }));
  if (!moves.length) console.error("There is nothing in the trash.");
  return await moved(store, moves, options, "back in the store");
}

async function moved(store: string, moves: Move[], options: RunsOptions, now: string) {
  await moveAll(store, moves);
  if (!options.resultsDir) await writeViewsFile().catch(() => {}); // a convenience for other tools
  if (options.json) console.log(JSON.stringify(moves));
  else for (const { to } of moves) console.log(printable(`${to}: ${now}.`));
  return 0;
}
