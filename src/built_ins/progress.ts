/** How far SQL is loaded, at the foot of the window. */

/** Shows a line that `step` fills and `end` takes away. */
export function showProgress(): {
  step(bytes: number, of: number): void;
  end(): void;
} {
  const bar = document.createElement("progress");
  const line = document.createElement("div");
  line.className = "sql-loading";
  line.setAttribute("role", "status");
  line.append("Loading SQL ", bar);
  document.body.append(line);
  return {
    step: (bytes, of) => {
      // A host that does not say of how many leaves the bar without an end.
      if (!of) return;
      bar.max = of;
      // Its last share is spent on starting: full would look like done.
      bar.value = Math.min(bytes, of) * 0.95;
    },
    end: () => line.remove(),
  };
}
