/**
 * A timer loop that does nothing else: the same moments as a load, again and again until it is told to stop, in a
 * process of its own. What it is late by is what the machine does to anybody at that time.
 */
if (import.meta.main) {
  const [gapsMs, endsAt] = [JSON.parse(Deno.args[0]) as number[], Number(Deno.args[1])];
  const late: number[] = [];
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  let due = performance.now();
  // Whoever started it closes its input when the load is over.
  let over = false;
  Deno.stdin.read(new Uint8Array(1)).then(() => over = true);
  for (let i = 0; !over && performance.now() < endsAt; i++) {
    due += gapsMs[i % gapsMs.length];
    for (let left = due - performance.now(); left > 0 && !over; left = due - performance.now()) {
      await (left > 2 ? sleep(Math.min(left - 2, 50)) : turn());
    }
    if (!over) late.push(performance.now() - due);
  }
  console.log(JSON.stringify(late));
  Deno.exit(0);
}

export interface BareTimer {
  /** Ends it; how late it was each time, milliseconds. */
  stop(): Promise<number[]>;
}

/** Starts it with these gaps between moments, milliseconds. */
export function startBareTimer(gapsMs: number[], mostMs = 3_600_000): BareTimer {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", import.meta.filename!, JSON.stringify(gapsMs), String(mostMs)],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  return {
    async stop() {
      await child.stdin.close();
      return await new Response(child.stdout).json();
    },
  };
}
