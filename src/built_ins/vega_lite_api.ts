/** Vega-Lite's API (`vl`) with our look; drawn as SVG, so that one drawing serves both colour schemes. */
import * as api from "vega-lite-api";
import { theme } from "./vega_theme.js";
export * from "vega-lite-api";

/** What the framework calls, as a method of this module; it hands on what comes back as `vl`. */
export function register(this: unknown, vega: unknown, vegaLite: unknown): unknown {
  api.register(vega, vegaLite, { config: { config: theme }, view: { renderer: "svg" } });
  return this;
}
