/** Base URLs as people have them, from a browser, a curl line or another tool's settings. Pure. */
import type { Provider } from "../providers/provider.ts";
import { withoutEnd } from "../providers/read/ends.ts";

/** Without what stands around an address when it is pasted: spaces, quotation marks, an empty `?` or `#`. */
export const pasted = (text: string): string =>
  withoutEnd(text.trim().replace(/^(["'`])(.*)\1$/s, "$2").trim(), "?#");

/** Ends of addresses that other protocols ask; below them there is nothing. */
const endpoints =
  /\/(chat\/completions|completions|responses|messages|embeddings|models|api\/chat|api\/generate)$/;

/**
 * The address that a protocol's paths are put behind; its own path at the end of what was given is taken off. Faults
 * say what else it holds, which has a place of its own: it is published, and paths are added to it.
 */
export function baseUrlOf(
  given: string,
  protocol: Provider | undefined,
  model: string,
): { url: string; faults: string[] } {
  const text = pasted(given);
  if (/[\s\p{Cc}]/u.test(text)) return { url: text, faults: ["holds a space or a line break"] };
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    const scheme = /^[\w.-]+(:\d+)?(\/|$)/.test(text) ? `: write http://${text}` : "";
    return { url: text, faults: [`is not an http or https address${scheme}`] };
  }
  const { username, password } = new URL(text);
  const faults: string[] = [];
  if (username || password) {
    faults.push("holds a user; name the variable of a key by api_key_env, or a header");
  }
  if (/[?#]/.test(text)) faults.push("goes on behind the path, with a ? or a #");
  const path = protocol ? pathOf(protocol, model) : "";
  const url = withoutPath(text, path);
  const [end] = endpoints.exec(withoutEnd(url, "/")) ?? [];
  if (end && !faults.length) {
    faults.push(
      `ends in ${end}: give the address that ${path || "the protocol's path"} is put behind`,
    );
  }
  return { url, faults };
}

/** What the protocol puts behind a base URL; Google's is put together from project and location. */
function pathOf(protocol: Provider, model: string): string {
  if (protocol.auth === "google") return "";
  const request = protocol.next({
    baseUrl: "http://base",
    model,
    messages: [{ role: "user", content: "" }],
    maxOutputTokens: 1,
    params: {},
  }, []);
  return request ? new URL(request.url).pathname : "";
}

/** Without the path at its end, or a version that the path begins with, which would stand there twice. */
function withoutPath(url: string, path: string): string {
  const bare = withoutEnd(url, "/");
  if (path && bare.endsWith(path)) return bare.slice(0, -path.length);
  const [version] = /^\/v\d\w*(?=\/)/.exec(path) ?? [];
  return version && bare.endsWith(version) ? bare.slice(0, -version.length) : url;
}
