/** When is it slow: starts the page, and follows its controls. */
import { view } from "../components/view.js";
import { knownState, type Measured, timeDefaults, type TimeState } from "./time_state.js";
import { timeHtml } from "./time_view.js";

/** Brings the page in `root` to life; what is baked there already stands until the first drawing. */
export async function mountTime(root: HTMLElement, all: Measured): Promise<void> {
  if (!all.sets.length) return;
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  await view<TimeState>({
    root,
    defaults: (state) => timeDefaults(all, state),
    known: (state) => knownState(state, all),
    chosen: (state, name) => {
      // What one data set has, another need not.
      if (name === "data") Object.assign(state, { system: "", location: "", systems: "" });
      knownState(state, all);
    },
    async draw(state) {
      const { kicker, page } = await timeHtml(all, state, root.clientWidth, timeZone);
      return () => {
        root.innerHTML = page;
        const line = document.querySelector(".kicker");
        if (line) line.innerHTML = kicker;
      };
    },
  });
}
