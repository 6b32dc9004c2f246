/** Versions of everything that a measurement can depend on. */
import settings from "../../deno.json" with { type: "json" };

const root = new URL("../../", import.meta.url);

/** Names and versions; `tokenboard` is the commit that is checked out, or "unknown". */
export function versions(): Record<string, string> {
  const pin = (name: keyof typeof settings.imports) =>
    settings.imports[name].slice(settings.imports[name].lastIndexOf("@") + 1);
  return {
    tokenboard: commit(),
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    undici: pin("undici"),
    duckdb: pin("@duckdb/node-api"),
  };
}

function commit(): string {
  const read = (path: string) => Deno.readTextFileSync(new URL(`.git/${path}`, root));
  try {
    const head = read("HEAD").trim();
    const ref = head.match(/^ref: (.+)$/)?.[1];
    if (!ref) return head;
    try {
      return read(ref).trim();
    } catch {
      return read("packed-refs").match(new RegExp(`^(\\w+) ${ref}$`, "m"))?.[1] ?? "unknown";
    }
  } catch {
    return "unknown"; // not a checkout
  }
}
