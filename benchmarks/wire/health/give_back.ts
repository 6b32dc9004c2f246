/** Memory that the load needed is given back before what follows it takes its own. */
import v8 from "node:v8";
import vm from "node:vm";

let collect: (() => void) | null = null;

/** Collects this thread's garbage. It takes some ten milliseconds: nothing may be timed meanwhile. */
export function giveBack(): void {
  v8.setFlagsFromString("--expose-gc");
  collect ??= vm.runInNewContext("gc") as () => void;
  collect();
}

/** Of less that was written, what that left behind is not worth the time. */
const muchBytes = 1 << 20;

/** The same after so many bytes of rows were made or read; of few nothing is done. */
export function giveBackOf(bytes: number): void {
  if (bytes >= muchBytes) giveBack();
}
