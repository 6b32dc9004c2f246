/**
 * `deno task setup`: installs the pinned packages, and says so where that takes longer than a moment. It runs before
 * there are any, so it imports no package, and may not look whether some are there. Arguments go to `deno install`.
 */
import { tooOld } from "./deno_version.ts";

const everyMs = 10_000;

const old = tooOld(Deno.version.deno);
if (old) {
  console.error(old);
  Deno.exit(1);
}
// An image has them, and neither a registry nor the downloads by which Deno would see that all are there.
if (Deno.env.get("TOKENBOARD_PACKAGES") === "installed") Deno.exit(0);

/**
 * Deno asks for the registry's address once for each package, hundreds of times at once, and unpacks nothing while it
 * waits. A name server that loses some of that is asked again by glibc after 5 s, so a minute was spent on waiting.
 */
const resolver = "RES_OPTIONS";
const env = { [resolver]: Deno.env.get(resolver) ?? "timeout:1 attempts:8" };

// Without --quiet Deno prints every package each time, also where all of them are there.
const install = new Deno.Command(Deno.execPath(), {
  args: ["install", "--frozen", "--quiet", ...Deno.args],
  env,
}).spawn();
let seconds = 0;
const first = setTimeout(
  () => console.error("Checking packages; the first time they are installed, for up to a minute."),
  2000,
);
const later = setInterval(() => {
  seconds += everyMs / 1000;
  console.error(`Still checking or installing packages, ${seconds} s by now.`);
}, everyMs);
const { code } = await install.status;
clearTimeout(first);
clearInterval(later);
Deno.exit(code);
