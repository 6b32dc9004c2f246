/** `OLLAMA_HOST` as Ollama reads it (envconfig/config.go, Host): a server's variable, so it may be a host alone. */
import { withoutEnd } from "../providers/read/ends.ts";

export const ollamaHostName = "OLLAMA_HOST";

/** The address that a value of `OLLAMA_HOST` stands for. An empty host is this machine. */
export function ollamaAddress(value: string): string {
  const text = withoutEnd(value.trim().replace(/^["']+/, ""), `"'`).trim();
  if (text === "ollama.com") return "https://ollama.com:443";
  const [, scheme, rest] = /^(?:(https?):\/\/)?(.*)$/is.exec(text)!;
  const ports: Record<string, string> = { http: "80", https: "443" };
  const usual = scheme ? ports[scheme.toLowerCase()] : "11434";
  const [place, ...path] = rest.split("/");
  const bare = place.replace(/^\[(.*)\]$/, "$1");
  const [, host, port] = /^[^:]*:[^:]*:/.test(bare) && !/\]:/.test(place)
    ? [, bare, ""] // an IPv6 address without a port
    : /^(.*?)(?::([^:\]]*))?$/.exec(place)!;
  const known = /^\d+$/.test(port ?? "") && Number(port) <= 65_535 ? port : usual;
  const name = (host || "localhost").replace(/^\[(.*)\]$/, "$1");
  const below = withoutEnd(path.join("/"), "/");
  return `${scheme?.toLowerCase() ?? "http"}://${
    name.includes(":") ? `[${name}]` : name
  }:${known}` +
    (below ? `/${below}` : "");
}
