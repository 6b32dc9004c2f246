/** Vega-Lite's API (`vl`) with our look; drawn as SVG, so that one drawing serves both colour schemes. */
import * as api from "vega-lite-api";
import { dataOf, readySpec } from "./vega_spec.js";
import { isSimulated, markSimulated } from "./simulated.js";
import { offered } from "./take.js";
import { theme, themed } from "./vega_theme.js";
export * from "vega-lite-api";

/** What is used of Vega-Lite. */
interface VegaLite {
  version: string;
  compile(spec: unknown, options: unknown): unknown;
}

/** What the framework calls, as a method of this module; it hands on what comes back as `vl`. */
export function register(this: unknown, vega: unknown, vegaLite: VegaLite): unknown {
  let simulated = false;
  let spec = {};
  let data: unknown[] = [];
  const ready = {
    version: vegaLite.version,
    compile(given: unknown, options: unknown) {
      const written = readySpec(given);
      simulated = dataOf(written).some(isSimulated);
      data = dataOf(given);
      spec = themed(written);
      return vegaLite.compile(written, options);
    },
  };
  api.register(vega, ready, {
    config: { config: theme },
    view: { renderer: "svg" },
    // It is called right after the chart's specification was compiled.
    init: (view: { container(): HTMLElement | null }) => {
      const container = view.container();
      if (!container) return;
      const shown = { data, spec, drawn: true };
      offered(markSimulated(container, simulated), () => shown);
    },
  });
  return this;
}
