/** Which proxy a request goes through, by the variables that other tools read. Pure. */

import { BlockList, isIP } from "node:net";

/** A proxy for HTTP. */
export interface Proxy {
  host: string;
  port: number;
  /** Value of `proxy-authorization`, where the address carried a user. */
  authorization: string | null;
}

/**
 * Whether an entry of `no_proxy` covers a host, as curl, Go and Python read it: `*`; a name, which covers what is below
 * it, with or without a dot or `*.` before it; an address or a network such as 10.0.0.0/8; any of them with a port.
 */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === "*") return true;
  const [, network, bits] = /^\[?([\da-f.:]+)\]?\/(\d+)$/.exec(entry) ?? [];
  if (network) return inNetwork(host, network, Number(bits));
  const [, name, own] = isIP(entry)
    ? [, entry]
    : /^\*?\.?\[?(.+?)\]?\.?(?::(\d+))?$/.exec(entry) ?? [];
  if (!name || (own !== undefined && own !== port)) return false;
  // The end of an address is no domain: 1.2.3.4 is not below 3.4.
  if (isIP(host)) return isIP(name) !== 0 && inNetwork(host, name, isIP(name) === 4 ? 32 : 128);
  return host === name || host.endsWith(`.${name}`);
}

function inNetwork(host: string, network: string, bits: number): boolean {
  const [of, family] = [host, network].map(isIP);
  if (of === 0 || of !== family || bits > (of === 4 ? 32 : 128)) return false;
  const kind = of === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, bits, kind);
  return list.check(host, kind);
}

/**
 * The proxy for `url`: `http_proxy` or `https_proxy` by its scheme, else `all_proxy`, unless `no_proxy` names
 * the host. Lower case goes before upper case.
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
  const host = hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "").toLowerCase();
  const asked = port || (scheme === "https" ? "443" : "80");
  const excluded = (either("no_proxy") ?? "").split(/[\s,]+/).some((entry) =>
    covers(entry.toLowerCase(), host, asked)
  );
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
