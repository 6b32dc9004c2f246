/**
 * Runs a command and says how long it took and how much memory it and its children held together at most.
 * `deno run -A tests/support/peak_memory.ts COMMAND ARGUMENT...`; Linux alone, for it reads /proc.
 */

/** Resident memory of a process and its children, bytes: shared pages are counted in each. */
export function memoryOf(pid: number): number {
  const processes = [...Deno.readDirSync("/proc")].filter(({ name }) => /^\d+$/.test(name)).flatMap(
    ({ name }) => {
      try {
        const status = Deno.readTextFileSync(`/proc/${name}/status`);
        const number = (key: string) =>
          Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
        return [{ pid: Number(name), parent: number("PPid"), rss: number("VmRSS") * 1024 }];
      } catch {
        return []; // it ended meanwhile
      }
    },
  );
  const own = (of: number): number =>
    processes.filter((p) => p.parent === of).reduce((sum, p) => sum + own(p.pid), 0) +
    (processes.find((p) => p.pid === of)?.rss ?? 0);
  return own(pid);
}

/** The most resident memory that a process ever had, bytes; 0 once it ended. */
export function peakOf(pid: number): number {
  try {
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

if (import.meta.main) {
  const [command, ...args] = Deno.args;
  const from = performance.now();
  const child = new Deno.Command(command, { args }).spawn();
  let peak = 0;
  const timer = setInterval(() => peak = Math.max(peak, memoryOf(child.pid)), 250);
  const { code } = await child.status;
  clearInterval(timer);
  const seconds = (performance.now() - from) / 1000;
  console.error(
    `${seconds.toFixed(0)} s, at most ${(peak / 1e9).toFixed(2)} GB, exit status ${code}`,
  );
  Deno.exit(code);
}
