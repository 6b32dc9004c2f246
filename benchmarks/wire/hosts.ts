/** Where an address leads: this machine, a private network, or out into the world. The one place that says so. Pure. */

/** The host as it is compared: no brackets, no dot at its end, lower case as `URL` writes it. */
const hostOf = (url: string): string =>
  new URL(url).hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");

/** `localhost` and names below it (RFC 6761), which are this machine on either family of addresses. */
export const isLocalName = (host: string): boolean => /^(.+\.)?localhost$/.test(host);

/** A server's "every address of mine": who connects to it means this machine. */
export const isUnspecified = (host: string): boolean => host === "0.0.0.0" || host === "::";

/** This machine alone, by whatever name of it. `URL` has written every form of an IPv4 address as four numbers. */
export function isLoopback(url: string): boolean {
  const host = hostOf(url);
  return isLocalName(host) || isUnspecified(host) || /^127\.\d+\.\d+\.\d+$/.test(host) ||
    host === "::1" || /^::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}$/.test(host);
}

/** This machine, or a name or address of a private network: servers there often want no key. */
export function isPrivate(url: string): boolean {
  const host = hostOf(url);
  return isLoopback(url) || /^f[cd][0-9a-f]{2}:|^fe[89ab][0-9a-f]:/.test(host) ||
    /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host) ||
    /\.(local|internal)$/.test(host) || /^[\w-]+$/.test(host);
}
