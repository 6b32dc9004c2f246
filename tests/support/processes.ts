/** What the process list says, to any user of the machine. */

const isLinux = Deno.build.os === "linux";

/** Numbers of all processes there are. */
const numbers = () =>
  Array.from(Deno.readDirSync("/proc"), ({ name }) => name).filter((name) => /^\d+$/.test(name));

/** What ran before anything that a test starts is not looked at: of hundreds of processes that takes long. */
const older = new Set(isLinux ? numbers() : []);

/** Command lines of every process that began lately, until `done`; what any user of the machine can read. */
export async function commandLinesUntil(done: Promise<unknown>): Promise<Set<string>> {
  const seen = new Set<string>();
  let over = false;
  done.finally(() => (over = true)).catch(() => {});
  while (!over) {
    for (const line of await commandLines()) seen.add(line);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return seen;
}

async function commandLines(): Promise<string[]> {
  if (!isLinux) {
    const { stdout } = await new Deno.Command("ps", { args: ["-Awwo", "args"] }).output();
    return new TextDecoder().decode(stdout).split("\n");
  }
  const all = numbers();
  // The number of one that ended may be given again.
  for (const number of older) if (!all.includes(number)) older.delete(number);
  return await Promise.all(
    all.filter((number) => !older.has(number)).map(async (number) => {
      const line = await Deno.readTextFile(`/proc/${number}/cmdline`).catch(() => ""); // it has ended
      return line.replaceAll("\0", " ");
    }),
  );
}
