/** Which proxy a request goes through, by the variables that other tools read. Pure. */

/** A proxy for HTTP. */
export interface Proxy {
  host: string;
  port: number;
  /** Value of `proxy-authorization`, where the address carried a user. */
  authorization: string | null;
}

/**
 * The proxy for `url`: `http_proxy` or `https_proxy` by its scheme, else `all_proxy`, unless `no_proxy` names
 * the host (a name covers its subdomains; `*` all; a port may follow). Lower case goes before upper case.
 * Throws where the variable is no http address.
 */
export function proxyOf(
  url: string,
  environment: (name: string) => string | undefined,
): Proxy | null {
  const either = (name: string) => environment(name) || environment(name.toUpperCase());
  const { protocol, hostname, port } = new URL(url);
  const scheme = protocol.replace(":", "");
  const address = either(`${scheme}_proxy`) || either("all_proxy");
  if (!address) return null;
  const host = hostname.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const asked = port || (scheme === "https" ? "443" : "80");
  const excluded = (either("no_proxy") ?? "").split(/[\s,]+/).some((entry) => {
    if (entry === "*") return true;
    const [, name, own] = /:.*:/.test(entry) && !entry.includes("]")
      ? [, entry.toLowerCase()] // an IPv6 address without a port
      : entry.toLowerCase().match(/^\*?\.?\[?(.+?)\]?(?::(\d+))?$/) ?? [];
    return !!name && (own === undefined || own === asked) &&
      (host === name || host.endsWith(`.${name}`));
  });
  if (excluded) return null;
  const text = /^\w+:\/\//.test(address) ? address : `http://${address}`;
  if (!URL.canParse(text) || new URL(text).protocol !== "http:") {
    throw new Error(`The proxy for ${scheme} addresses must be an http:// address`);
  }
  const proxy = new URL(text);
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return {
    host: proxy.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(proxy.port || 80),
    authorization: user === ":" ? null : `Basic ${btoa(user)}`,
  };
}
