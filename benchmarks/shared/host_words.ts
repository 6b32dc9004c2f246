/** The machine that a run was made on. */

type Words = (value: string) => string;
const known = new Map<string, Words>([
  ["os", (name) => name],
  ["cpu", (name) => name],
  ["cores", (n) => `${n} ${n === "1" ? "core" : "cores"}`],
  ["memory_gib", (n) => `${n} GiB of memory`],
]);

/** "Linux x64, AMD EPYC, 2 cores, 24 GiB of memory" of what `run.json` has, whatever that is; null of nothing. */
export function hostWords(host: unknown): string | null {
  if (typeof host !== "object") return null;
  const parts = Object.entries(host ?? {}).map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return known.get(name)?.(text) ?? `${name} ${text}`;
  });
  return parts.length ? parts.join(", ") : null;
}
