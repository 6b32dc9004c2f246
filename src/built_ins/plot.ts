/** Observable Plot, whose marks' names are heard by who cannot see them: a name needs a role. */
import * as base from "@observablehq/plot";
export * from "@observablehq/plot";

type Drawn = ReturnType<typeof base.plot>;

export function plot(options?: base.PlotOptions): Drawn {
  const drawn = base.plot(options);
  for (const group of drawn.querySelectorAll("g[aria-label]")) group.setAttribute("role", "group");
  return drawn;
}

/** A mark draws itself alone by the same. */
base.Mark.prototype.plot = function (this: base.Markish, options: base.PlotOptions = {}): Drawn {
  return plot({ ...options, marks: [...options.marks ?? [], this] });
};
