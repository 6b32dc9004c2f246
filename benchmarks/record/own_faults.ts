/** What this machine lacked, where an attempt ended for want of it: no fault of a server, and no result. */
import type { Row } from "./record.ts";
import type { Exchange } from "../providers/recording.ts";

const lacked: Record<string, string> = {
  EMFILE: "no file handle left for a connection (raise it: ulimit -n)",
  ENFILE: "no file handle left for a connection",
  ENOMEM: "no memory left",
  ENOBUFS: "no memory left for a connection",
  EADDRNOTAVAIL: "no port or address left to connect from",
};

/** What this machine had none of, by the code of an exchange's end; null where that says something else. */
export const lackedHere = (code: string | null): string | null =>
  code !== null && Object.hasOwn(lacked, code) ? `this machine had ${lacked[code]}` : null;

/** A machine without IPv6 says of its addresses what one without ports says of every address. */
const ofAddress = "EADDRNOTAVAIL";

/** Watches the attempts of a run. What a server says of itself is not looked at: it could name any code. */
export class OwnFaults {
  #counts = new Map<string, number>();
  #reached = new Set<string>();
  #unreachable = new Map<string, number>();

  add(
    row: Pick<Row, "provider" | "model">,
    { exchanges }: { exchanges: Pick<Exchange, "headersAt" | "end">[] },
  ): void {
    const name = `${row.provider} ${row.model}`;
    if (exchanges.some(({ headersAt }) => headersAt !== null)) this.#reached.add(name);
    const { how, code } = exchanges.at(-1)!.end;
    if (how === "complete" || code === null || lackedHere(code) === null) return;
    if (code === ofAddress && !this.#reached.has(name)) {
      this.#unreachable.set(name, (this.#unreachable.get(name) ?? 0) + 1);
    } else this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
  }

  /** Why the run is no result, or null. */
  ofRun(): string | null {
    const [found] = this.#counts;
    return found ? said(...found) : null;
  }

  /** Why a target is none, that was never reached for want of an address; null for others. */
  ofTarget({ provider, model }: { provider: string; model: string }): string | null {
    const count = this.#unreachable.get(`${provider} ${model}`);
    return count ? said(ofAddress, count) : null;
  }
}

const said = (code: string, count: number): string =>
  `${lackedHere(code)}: ${count} ${count === 1 ? "attempt" : "attempts"} ended with ${code}`;
