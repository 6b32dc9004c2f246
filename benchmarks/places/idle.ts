/** A body that stops coming is given up: whoever reads it would wait for ever. */
import { PlaceFault } from "./faults.ts";

/** The same bytes. Throws `PlaceFault` where none comes for so long. */
export function untilIdle(
  body: ReadableStream<Uint8Array>,
  ms: number,
  says = "Nothing comes any more.",
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const idle = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new PlaceFault(says)), ms);
      });
      try {
        const { done, value } = await Promise.race([reader.read(), idle]);
        if (done) controller.close();
        else controller.enqueue(value as Uint8Array<ArrayBuffer>);
      } catch (error) {
        reader.cancel(error).catch(() => {});
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
    cancel: (why) => reader.cancel(why),
  });
}
