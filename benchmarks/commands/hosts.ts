/** Where an address leads: this machine, a private network, or out into the world. */

/** This machine alone. */
export const isLoopback = (url: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);

/** This machine, or a name or address of a private network: servers there often want no key. */
export function isPrivate(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, "$1");
  return host === "::1" || /^f[cd][0-9a-f]{2}:/.test(host) ||
    /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host) ||
    /\.(local|localhost|internal)$/.test(host) || /^[\w-]+$/.test(host);
}
