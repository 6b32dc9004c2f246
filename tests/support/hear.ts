/** What a decoder was given, so that a server of a test goes on when it was read, and no sooner. */
import type { Provider } from "../../benchmarks/providers/provider.ts";

/** The provider, overheard; `seen` resolves when such text was decoded since `forget`. */
export function hear(provider: Provider) {
  const looks = new Set<() => void>();
  let read = "";
  const heard: Provider = {
    ...provider,
    decoder(...given) {
      const decoder = provider.decoder(...given);
      return {
        push(bytes) {
          read += new TextDecoder().decode(bytes);
          for (const look of looks) look();
          return decoder.push(bytes);
        },
        end: () => decoder.end(),
      };
    },
  };
  const seen = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!read.includes(text)) return;
        looks.delete(look);
        resolve();
      };
      looks.add(look);
      look();
    });
  return { heard, seen, forget: () => void (read = "") };
}
