/** Page `/explore`: a question in SQL, its rows, and the way back to the question before. */
import { addressOf, defaults, readAddress, type State } from "./address.js";
import { listenAnswer } from "./answer.js";
import { openStore, type Store } from "./database.js";
import { mountEditor } from "./editor.js";
import { remember } from "./history.js";
import type { Sources } from "./sources.js";
import { secondsText, startWatch } from "../clock/stopwatch.js";

/** Enlivens the page that `root` holds. */
export function mountExplore(root: HTMLElement, sources: Sources): void {
  const state: State = { ...defaults };
  let opened: Promise<Store> | null = null;
  const store = () =>
    opened ??= sources.client().then(openStore).catch((error) => {
      opened = null; // the next query tries again
      throw error;
    });
  let turn = 0;

  /** The question whose answer is on the page; "" while another is asked. */
  let answered = "";
  const answer = listenAnswer(root, sources, state, show);
  const editor = mountEditor(root, {
    run: (sql) => {
      // A chart of the question before means nothing for another one.
      Object.assign(state, sql === state.sql ? { sql } : { ...defaults, sql });
      show();
      run();
    },
    stop: async () => (await store()).stop(),
  });

  /** Puts the state into the address: of a new step, so that Back leads to the one before. */
  function show(): void {
    const href = addressOf(state);
    if (href === location.pathname + location.search + location.hash) return;
    history.pushState(null, "", href);
  }

  async function run(): Promise<void> {
    const mine = ++turn;
    const { sql } = state;
    answered = "";
    editor.begin(opened ? "Running …" : "Loading DuckDB, 8 MB once …");
    remember(sql);
    try {
      const asked = await store();
      if (mine !== turn) return;
      editor.begin("Running …");
      const seconds = startWatch();
      const result = await asked.run(sql);
      const took = secondsText(seconds());
      if (mine !== turn) return;
      answered = sql;
      await answer.show(asked, result, sql, took);
      editor.end(null);
    } catch (error) {
      if (mine !== turn) return;
      editor.end((error as Error).message);
    }
    root.dataset.ready = String(mine);
  }

  /** Takes away what was asked, and what is still being asked. */
  function leave(): void {
    answered = "";
    editor.end(null);
    answer.clear();
    root.dataset.ready = String(++turn);
  }
  function arrive(): void {
    Object.assign(state, readAddress());
    editor.put(state.sql);
    if (!state.sql) {
      if (turn) leave();
    } else if (state.sql === answered) answer.drawChart();
    else run();
  }
  addEventListener("popstate", () => {
    // A place in the page says nothing of the question.
    if (!/^#[^=]+$/.test(location.hash)) arrive();
  });
  arrive();
}
