/** Page `/filter`: brushing one drawing filters the others and the table of requests. */
import { sayGone } from "../components/state.js";
import { view } from "../components/view.js";
import { asking, type Client, type Connection } from "../rows/client.js";
import type { Row } from "../rows/systems.js";
import { count, escapeHtml } from "../words/format.js";
import { dimensions } from "./bins.js";
import { type Board, makeBoard } from "./board.js";
import { choiceOf, choiceText, defaults, type Key, keys, type State } from "./choices.js";
import { columnOf, nameKeys, nameLabels } from "./columns.js";
import { type Choice, type Cross, makeCross, type Mosaic } from "./cross.js";
import { lineColumns, linesHtml, mostLines } from "./lines.js";
import type { Facts } from "./page.js";
import { drawingsTaken, linesTaken } from "./taken.js";
import { addBars, addHistogram, type CrossView } from "./views.js";

export interface Sources {
  facts: Facts;
  /** Loads DuckDB. */
  client(): Promise<Client>;
  /** Loads what the drawings are counted with. */
  mosaic(): Promise<Mosaic>;
}
interface Made {
  simulated: boolean;
  board: Board;
  cross: Cross;
  views: Map<Key, CrossView>;
  /** What is chosen now. */
  choices: Map<Key, Choice>;
  succeeded: boolean;
}

/** Enlivens the page that `root` holds; `root` hears event "drawn" when a movement of a brush is drawn. */
export async function mountFilter(root: HTMLElement, sources: Sources): Promise<void> {
  const find = <T extends HTMLElement>(selector: string) => root.querySelector<T>(selector)!;
  const { facts } = sources;
  let loaded: Promise<[Connection, Mosaic]> | null = null;
  let made: Made | null = null;
  /** Rows of the table. */
  let lines: Row[] = [];
  const isSimulated = (state: State) =>
    state.rows === "simulated" || (facts.simulated > 0 && facts.simulated === facts.requests);

  async function load(): Promise<[Connection, Mosaic]> {
    const [client, mosaic] = await Promise.all([sources.client(), sources.mosaic()]);
    return [await client._db.connect(), mosaic];
  }

  async function make(simulated: boolean): Promise<Made> {
    if (made?.simulated === simulated) return made;
    const loading = find(".loading");
    loading.hidden = false;
    try {
      const [connection, mosaic] = await (loaded ??= load());
      const progress = find<HTMLProgressElement>("progress");
      const board = await makeBoard(asking(connection), simulated, (share) => {
        progress.value = share;
      });
      const cross = makeCross(mosaic, connection);
      loading.hidden = true;
      made = { simulated, board, cross, views: new Map(), choices: new Map(), succeeded: false };
      await draw(made);
      return made;
    } finally {
      loading.hidden = true;
    }
  }

  async function draw({ simulated, board, cross, views }: Made): Promise<void> {
    const place = find(".plots");
    place.replaceChildren();
    find(".lines").replaceChildren();
    if (!board.rows) {
      place.innerHTML = '<p class="empty">No measured request is here yet.</p>';
      return;
    }
    const reader = (key: Key) => ({
      comes: () => {
        ahead++; // who is here goes before who may come
        cross.near(columnOf(key));
      },
      chooses: (choice: Choice, done: boolean) => void chosen(key, choice, done),
    });
    for (const dimension of dimensions) {
      const key = dimension.key as Key;
      views.set(
        key,
        await addHistogram(place, dimension, board.edges[key], cross, reader(key)),
      );
    }
    for (const key of nameKeys) {
      const kind = { key, label: nameLabels[key], simulated };
      views.set(key, await addBars(place, kind, board.names[key], cross, reader(key)));
    }
    await cross.watch({ n: "count" }, null, ([{ n }]) => {
      find(".sum .n").textContent = count(Number(n));
    });
    const columns = Object.fromEntries(lineColumns.map((name) => [name, name]));
    await cross.watch(columns, mostLines, (rows) => {
      lines = rows as Row[];
      find(".lines").innerHTML = linesHtml(lines, simulated);
    });
  }

  /** What a reader chooses of one drawing; `done` when the pointer is lifted: a step of the address. */
  async function chosen(key: Key, choice: Choice, done: boolean): Promise<void> {
    await apply(made!, key, choice);
    root.dispatchEvent(new CustomEvent("drawn"));
    if (done) await page.choose({ [key]: choiceText(choice, made!.board.edges[key]) });
  }

  async function apply({ cross, views, choices }: Made, key: Key, choice: Choice): Promise<void> {
    ahead++;
    choices.set(key, choice);
    views.get(key)!.redraw(choice);
    await cross.choose(columnOf(key), choice);
  }

  /** Choices that an address no longer makes: each by itself, the views would be counted once for each. */
  async function free({ cross, views, choices }: Made, gone: Key[]): Promise<void> {
    if (!gone.length) return;
    ahead++;
    for (const key of gone) {
      choices.set(key, null);
      views.get(key)!.redraw(null);
    }
    await cross.free(gone.map(columnOf));
  }

  let ahead = 0; // the newest round of counting ahead; older ones end
  /** While nobody brushes: counts ahead for every drawing, so that its first brush is as quick as the next. */
  async function countAhead({ cross }: Made): Promise<void> {
    const mine = ++ahead;
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const key of keys) {
      if (mine !== ahead) return;
      await cross.near(columnOf(key));
    }
    root.dataset.ahead = String(mine);
  }

  function saySum({ board, simulated, choices, views }: Made, state: State): void {
    const succeeded = state.succeeded !== "";
    const which = succeeded ? ", succeeded only" : ", failed ones too";
    const what = `${count(board.rows)} ${simulated ? "simulated" : "measured"} attempts of the ` +
      `latest valid run of each target${which}`;
    find(".sum .of").textContent = `of ${what}`;
    const { edges } = board;
    const shown = { what, simulated, succeeded, choices, edges, views: [...views.values()], lines };
    find(".drawings").innerHTML = board.rows ? drawingsTaken(shown) : "";
    find(".taken").innerHTML = board.rows ? linesTaken(shown) : "";
    find(".sum .n").hidden = board.rows === 0;
    find(".clear").hidden = keys.every((key) => !state[key]);
  }

  const page = await view<State>({
    root,
    defaults: () => ({ ...defaults }),
    async draw(state) {
      try {
        const now = await make(isSimulated(state));
        const { board, cross, choices } = now;
        let gone = "";
        if (board.rows) {
          const succeeded = state.succeeded !== "";
          if (succeeded !== now.succeeded) await cross.succeeded(succeeded);
          now.succeeded = succeeded;
          const next = keys.map((key) =>
            [key, choiceOf(key, state[key], board.edges[key], board.names[key])] as const
          );
          await free(
            now,
            next.flatMap(([key, choice]) => !choice && choices.get(key) ? [key] : []),
          );
          for (const [key, choice] of next) {
            if (state[key] && !choice) gone = `${state[key]} is nothing to choose of ${key}.`;
            const same = JSON.stringify(choice) === JSON.stringify(choices.get(key) ?? null);
            if (!same) await apply(now, key, choice);
          }
          countAhead(now);
        }
        return () => {
          if (gone) sayGone(root, gone);
          saySum(now, state);
        };
      } catch (error) {
        const words = escapeHtml((error as Error).message);
        return () => find(".plots").innerHTML = `<p class="empty">Nothing is read: ${words}</p>`;
      }
    },
  });
  find(".clear").addEventListener("click", () => {
    page.choose(Object.fromEntries(keys.map((key) => [key, ""])));
  });
}
