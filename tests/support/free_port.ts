/** A port for a server that another process starts later. */

/** From below those that a system gives to whoever connects: nobody else is given it meanwhile. */
export function freePort(): number {
  for (;;) {
    const port = 10_240 + Math.floor(Math.random() * 20_000);
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return port;
    } catch { /* it is taken */ }
  }
}
