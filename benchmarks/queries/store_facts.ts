/** Facts of the store that every page is told. */
import { unmetChoice } from "../store/board/board_choice.ts";
import { readBoard } from "../store/board/board_file.ts";
import { dataFolder, openStore } from "../store/views.ts";
import { providerNames } from "./provider_names.ts";

interface Facts {
  providers: string[];
  simulated: string[];
  requests: number;
  /** Those of runs that a board shows. */
  shown: number;
  /** When its newest run was made, ms since 1970; null where no run says. */
  newestMs: number | null;
}

/** Whom the pages name, and of how many rows they tell; none where the store cannot be read: its loader says why. */
export async function factsOfStore(): Promise<Facts> {
  const none = { providers: [], simulated: [], requests: 0, shown: 0, newestMs: null };
  const db = await openStore().catch(() => null);
  if (!db) return none;
  try {
    const { rows: [{ n, shown }] } = await db.query(`SELECT count(*)::DOUBLE AS n,
      (count(*) FILTER (run_id IN (SELECT run_id FROM latest)))::DOUBLE AS shown FROM requests`);
    const { rows: [{ at }] } = await db.query(
      "SELECT max(epoch_ms(coalesce(ended_at, started_at)))::DOUBLE AS at FROM runs",
    );
    const { rows } = await db.query("SELECT DISTINCT provider FROM requests WHERE simulated");
    const simulated = new Set(rows.map(({ provider }) => provider));
    const providers = await providerNames(db);
    for (const what of await unmetChoice(db, await readBoard(dataFolder()))) {
      console.error(`${dataFolder()}/board.jsonc names what no run has: ${what}.`);
    }
    return {
      providers,
      simulated: providers.filter((name) => simulated.has(name)),
      requests: Number(n),
      shown: Number(shown),
      newestMs: at === null ? null : Number(at),
    };
  } catch {
    return none;
  } finally {
    db.close();
  }
}
