/** The parts of an address, read once: a run asks few addresses, each many times. */

export type Address = Readonly<
  Pick<URL, "origin" | "protocol" | "host" | "hostname" | "pathname" | "search">
>;

const most = 100;
const known = new Map<string, Address>();

/** What an absolute address says. Throws where it is none. */
export function addressOf(text: string): Address {
  const found = known.get(text);
  if (found) return found;
  const { origin, protocol, host, hostname, pathname, search } = new URL(text);
  const address = { origin, protocol, host, hostname, pathname, search };
  if (known.size >= most) known.clear(); // some are made anew for every request
  known.set(text, address);
  return address;
}
