/** When is it slow: starts the page, and follows its controls. */
import { view } from "../components/view.js";
import { tileAsked } from "./time_hours.js";
import { chosenOf, knownState, type Measured, timeDefaults, type TimeState } from "./time_state.js";
import { timeHtml } from "./time_view.js";

/** Brings the page in `root` to life; what is baked there already stands until the first drawing. */
export async function mountTime(root: HTMLElement, all: Measured): Promise<void> {
  if (!all.sets.length) return void (root.dataset.ready = "0");
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  let shown: TimeState;
  // Before a link is followed, by whatever means, it has the address of its requests.
  for (const kind of ["pointerdown", "focusin"]) {
    root.addEventListener(kind, ({ target }) => {
      const link = (target as HTMLElement).closest<HTMLAnchorElement>("a[data-asks]");
      const hour = Number(link?.closest<HTMLElement>("td")?.dataset.hour);
      const href = link && tileAsked(chosenOf(all, shown), link.dataset.asks!, hour);
      if (href) link.href = href;
    });
  }
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
      shown = state;
      const { kicker, page } = await timeHtml(all, state, root.clientWidth, timeZone);
      return () => {
        root.innerHTML = page;
        const line = document.querySelector(".kicker");
        if (line) line.innerHTML = kicker;
      };
    },
  });
}
