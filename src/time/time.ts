/** When is it slow: starts the page, and follows its controls. */
import { view } from "../components/view.js";
import type { Row } from "../rows/systems.js";
import { knownState, measuredOf, timeDefaults, type TimeState } from "./time_state.js";
import { timeHtml } from "./time_view.js";

/** Brings the page in `root` to life; what is baked there already stands until the first drawing. */
export async function mountTime(root: HTMLElement, rows: Row[]): Promise<void> {
  const all = measuredOf(rows);
  await view<TimeState>({
    root,
    defaults: () => timeDefaults(all),
    known: (state) => knownState(state, all),
    async draw(state) {
      const { kicker, page } = await timeHtml(all, state, root.clientWidth);
      return () => {
        root.innerHTML = page;
        const line = document.querySelector(".kicker");
        if (line) line.innerHTML = kicker;
      };
    },
  });
}
