/** How much load each system bears: starts the page, and follows its controls. */
import type { LoadData } from "@/benchmarks/queries/load/judged_steps.ts";
import { limitsOf, saySliders } from "../choice/limits.js";
import { sayGone } from "../components/state.js";
import { view } from "../components/view.js";
import { runHref } from "../words/links.js";
import { chosenLoad, knownLoad, loadDefaults, type LoadState } from "./load_state.js";
import { loadHtml, loadParts, parts } from "./load_view.js";

/** Brings the page in `root` to life; what is baked there already stands until the first drawing. */
export async function mountLoad(root: HTMLElement, all: LoadData): Promise<void> {
  if (!all.steps.length) {
    root.dataset.ready = "0";
    return;
  }
  /** What the controls on the page are of: others may need others. */
  let shown = "";
  await view<LoadState>({
    root,
    defaults: (state) => loadDefaults(all, state),
    known(state) {
      const gone = knownLoad(all, state);
      const href = gone && runHref(gone, "../");
      sayGone(
        root,
        gone && `Run ${gone} has no steps that are shown here.`,
        href ? { href, text: "Its own page" } : undefined,
      );
    },
    chosen(state, name) {
      if (name === "run") Object.assign(state, { ...loadDefaults(all, state), run: state.run });
    },
    async draw(state) {
      const own = `${state.run} ${state.good} ${root.clientWidth}`;
      if (own === shown) {
        const html = await loadParts(all, chosenLoad(all, state), root.clientWidth);
        return () => {
          for (const name of parts) {
            root.querySelector(`[data-part="${name}"]`)!.innerHTML = html[name];
          }
          // A slider stays as it is while it is dragged.
          saySliders(root, limitsOf(state));
        };
      }
      const { kicker, page } = await loadHtml(all, state, root.clientWidth);
      return () => {
        shown = own;
        root.innerHTML = page;
        const line = document.querySelector(".kicker");
        if (line) line.innerHTML = kicker;
        saySliders(root, limitsOf(state));
      };
    },
  });
}
