/** Names in an address, whatever they hold: joined by "~", which a name itself may have. Pure. */

const encoded = (name: string): string =>
  name.replace(/[%~]/g, (mark) => mark === "%" ? "%25" : "%7E");

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // an address that somebody typed
  }
}

export const nameListText = (names: Iterable<string>): string => [...names].map(encoded).join("~");

export const namesIn = (text: string): string[] => text.split("~").filter(Boolean).map(decoded);
