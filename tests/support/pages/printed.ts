/** What a command prints. */

/** Runs a command and answers with its exit status and what it wrote to the console. */
export async function printed(command: () => Promise<number>) {
  const lines: string[] = [];
  const log = console.log;
  console.log = (line: string) => lines.push(line);
  try {
    return { status: await command(), text: lines.join("\n") };
  } finally {
    console.log = log;
  }
}
