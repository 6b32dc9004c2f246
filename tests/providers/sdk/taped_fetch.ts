/** A `fetch` for a vendor's SDK that keeps the bytes of what it was answered. */
export function tapedFetch() {
  const bodies: Promise<Uint8Array>[] = [];
  return {
    async fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
      const response = await fetch(input, init);
      const copy = response.clone();
      bodies.push(copy.arrayBuffer().then((buffer) => new Uint8Array(buffer)));
      return response;
    },
    /** The body of the last answer. */
    body: (): Promise<Uint8Array> => bodies.at(-1)!,
  };
}
