/** Plays a fault's script over the socket of a request, past the HTTP server: it may break what that keeps. */
import type { Socket } from "node:net";
import { monotonicMs } from "../wire/clock.ts";
import type { Script } from "./faults/script.ts";
import { actionsOf, type Filling } from "./faults/wire.ts";
import type { Pacer } from "./pacer.ts";

/** Requests seen on a connection. */
const asked = new WeakMap<Socket, number>();

/**
 * Answers with the script: with `again` where the connection has had an answer of it. Resolves with the writes
 * that bear body, as [scheduled, actual] milliseconds since `arrived`; at most `maxNoted` of them.
 */
export async function play(
  pacer: Pacer,
  socket: Socket,
  script: Script,
  arrived: number,
  filling: Filling,
  maxNoted = 10_000,
): Promise<[number, number][]> {
  const before = asked.get(socket) ?? 0;
  asked.set(socket, before + 1);
  const gone = new AbortController();
  const leave = () => gone.abort();
  socket.once("close", leave);
  if (socket.destroyed) leave();
  const sent: [number, number][] = [];
  let left = Promise.resolve();
  const steps = before > 0 && script.again ? script.again : script.steps;
  for (const action of actionsOf(steps, filling)) {
    await pacer.until(arrived + action.at_ms, gone.signal);
    if (gone.signal.aborted) break;
    if ("end" in action) {
      if (action.end === "close") socket.end(() => socket.destroy());
      // A machine that is late here would else throw away what it has not sent yet.
      if (action.end === "reset") await left.then(() => socket.resetAndDestroy());
      continue;
    }
    if (action.body?.length && sent.length < maxNoted) {
      sent.push([action.at_ms, monotonicMs() - arrived]);
    }
    const written = Promise.withResolvers<void>();
    left = written.promise;
    if (!socket.write(action.wire, () => written.resolve())) await drained(socket, gone.signal);
  }
  socket.off("close", leave);
  return sent;
}

/** Waits until what was written has left, or the other side has. */
function drained(socket: Socket, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      socket.off("drain", go);
      gone.removeEventListener("abort", go);
      resolve();
    };
    socket.once("drain", go);
    gone.addEventListener("abort", go);
    if (gone.aborted) go();
  });
}
