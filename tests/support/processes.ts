/** What the process list says, to any user of the machine. */

/** Command lines of every process there is until `done`; what any user of the machine can read. */
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
  if (Deno.build.os !== "linux") {
    const { stdout } = await new Deno.Command("ps", { args: ["-Awwo", "args"] }).output();
    return new TextDecoder().decode(stdout).split("\n");
  }
  const lines: string[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => ""); // it has ended
    lines.push(line.replaceAll("\0", " "));
  }
  return lines;
}
