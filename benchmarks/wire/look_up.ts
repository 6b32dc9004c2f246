/** From a host's name to its addresses. */
import { lookup, type LookupOptions } from "node:dns";
import { closeSync, openSync } from "node:fs";
import { isLocalName } from "./hosts.ts";

/** Both addresses of this machine: a server may listen on one alone, and `localhost` may stand for the other. */
const bothAddresses = [{ address: "127.0.0.1", family: 4 }, { address: "::1", family: 6 }];

/**
 * As `dns.lookup`: `localhost` and what is below it are this machine, whatever a resolver says (RFC 6761), and a
 * machine that has no file handle left to ask one says so.
 */
export const lookUp: typeof lookup = ((host: string, options: LookupOptions, done: LookUpDone) => {
  if (!isLocalName(host.replace(/\.$/, ""))) {
    return lookup(
      host,
      options,
      ((error, ...found) =>
        done(error && (handlesGone() ?? error), ...found)) as LookUpDone as never,
    );
  }
  const fitting = bothAddresses.filter(({ family }) =>
    !options.family || options.family === family || options.family === `IPv${family}`
  );
  if (options.all) return done(null, fitting);
  const [{ address, family }] = fitting;
  done(null, address, family);
}) as never;
type LookUpDone = (error: Error | null, address: unknown, family?: number) => void;

/** The error of a machine without a free file handle, or null. The system's resolver calls that an unknown host. */
function handlesGone(): Error | null {
  try {
    closeSync(openSync(".", "r"));
    return null;
  } catch (error) {
    const { code } = error as { code?: string };
    return code === "EMFILE" || code === "ENFILE" ? error as Error : null;
  }
}
