/** Memory of answers that are written down, for those that come: new memory is cleared, and must be collected. */

/** What is kept of it, bytes. */
const mostSpare = 8 * 1024 * 1024;
/** What most answers need not grow beyond at once. */
const leastBytes = 4096;

const spare: Uint8Array<ArrayBuffer>[] = [];
let held = 0;

/** An array of at least so many bytes, with anything in them; of `most` where it is a new one and that is less. */
export function borrow(bytes: number, most: number): Uint8Array<ArrayBuffer> {
  const last = spare.pop();
  if (last) held -= last.length;
  if (last && last.length >= bytes) return last;
  return new Uint8Array(Math.max(bytes, Math.min(Math.max(2 * bytes, leastBytes), most)));
}

/** Takes back what an array stands in. Who still holds it sees what comes next. */
export function handBack({ buffer }: Uint8Array): void {
  if (buffer.byteLength < leastBytes || held + buffer.byteLength > mostSpare) return;
  held += buffer.byteLength;
  spare.push(new Uint8Array(buffer as ArrayBuffer));
}
