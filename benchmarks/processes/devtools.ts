/** A browser asked by its own protocol, as far as printing needs it. */

/** Asks a page of a browser: a method of the protocol and its parameters, answered with its result. */
export type Ask = (
  method: string,
  params?: Record<string, unknown>,
) => Promise<Record<string, unknown>>;

/** The address at which a browser listens, from what it prints when it starts. Throws where it ends without one. */
export async function addressOf(stderr: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = "";
  // Its output is read to its end in any case: a pipe that is full would stop it.
  const [first, rest] = stderr.pipeThrough(new TextDecoderStream()).tee();
  rest.pipeTo(new WritableStream()).catch(() => {});
  for await (const part of first.values({ preventCancel: true })) {
    text += part;
    const [, address] = /DevTools listening on (ws:\/\/127\.0\.0\.1:\d+\/\S+)\s/.exec(text) ?? [];
    if (address) return address;
  }
  throw new Error("the browser ended before it listened");
}

/** Opens a new page of the browser at `address`, and gives it to `use`. */
export async function withPage<T>(address: string, use: (ask: Ask) => Promise<T>): Promise<T> {
  const socket = new WebSocket(address);
  await new Promise((opened, failed) => {
    socket.onopen = opened;
    socket.onerror = failed;
  });
  const waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  socket.onmessage = ({ data }) => {
    const { id, result, error } = JSON.parse(data);
    if (error) waiting.get(id)?.reject(new Error(error.message));
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  };
  socket.onclose = () => {
    for (const one of waiting.values()) one.reject(new Error("the browser went away"));
  };
  let last = 0;
  const send = (method: string, params: object, sessionId?: unknown) => {
    const answer = Promise.withResolvers<Record<string, unknown>>();
    waiting.set(++last, answer);
    socket.send(JSON.stringify({ id: last, method, params, sessionId }));
    return answer.promise;
  };
  try {
    const { targetId } = await send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
    return await use((method, params = {}) => send(method, params, sessionId));
  } finally {
    socket.close();
  }
}
