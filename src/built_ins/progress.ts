/** How far SQL is loaded, at the foot of the window. */

/** Raw bytes of the program, of which servers send a quarter; the set-up writes the number. */
declare const DUCKDB_BYTES: number;

/** Shows a line that `step` fills and `end` takes away. */
export function showProgress(): {
  step(progress: { bytesLoaded: number }): void;
  end(): void;
} {
  const bar = document.createElement("progress");
  const line = document.createElement("div");
  line.className = "sql-loading";
  line.setAttribute("role", "status");
  line.append("Loading SQL ", bar);
  document.body.append(line);
  return {
    step: ({ bytesLoaded }) => {
      bar.max = DUCKDB_BYTES;
      // Its last share is spent on starting: full would look like done.
      bar.value = Math.min(bytesLoaded, DUCKDB_BYTES) * 0.95;
    },
    end: () => line.remove(),
  };
}
