/** A slot that goes where an attempt is sent on to: one connection for each host, the first for the target's own. */
import { addressOf } from "../providers/read/address.ts";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connector.ts";
import type { Limits } from "./limits.ts";
import { openSlot, type Slot } from "./transport.ts";

/** Opens a slot to the origin of `baseUrl`. Throws where that is not an http or https URL. */
export function openSlots(
  baseUrl: string,
  clock: Clock,
  limits: Limits,
  connection?: Connection,
): Slot {
  let current = openSlot(baseUrl, clock, limits, connection);
  // A Unix socket answers for its target alone.
  const elsewhere = connection && { ...connection, socketPath: null };
  const slots = new Map([[new URL(baseUrl).origin, current]]);
  return {
    warm: async () => void await Promise.all([...slots.values()].map((slot) => slot.warm())),
    exchange(request, options) {
      const { origin } = addressOf(request.url);
      current = slots.get(origin) ?? openSlot(origin, clock, limits, elsewhere);
      slots.set(origin, current);
      return current.exchange(request, options);
    },
    gotToken: () => current.gotToken(),
    reached: (stage, at) => current.reached(stage, at),
    close: () => slots.forEach((slot) => slot.close()),
  };
}
