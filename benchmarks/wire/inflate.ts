/** Undoes a content coding we did not ask for, synchronously: an arrival's bytes belong to its time. */
import { Gunzip, Inflate, Unzlib } from "fflate";

/** Decodes a body piece by piece; `push` throws where the bytes are not of that coding. */
export interface BodyDecoder {
  push(bytes: Uint8Array): Uint8Array[];
}

/** The decoder for a `content-encoding`; null where nothing is to be done, undefined where we cannot. */
export function bodyDecoder(encoding: string | null): BodyDecoder | null | undefined {
  const coding = encoding?.trim().toLowerCase() ?? "";
  if (coding === "" || coding === "identity") return null;
  if (coding === "gzip" || coding === "x-gzip") return collecting((out) => new Gunzip(out));
  if (coding === "deflate") return deflate();
  return undefined;
}

interface Stream {
  push(bytes: Uint8Array, final?: boolean): void;
}

function collecting(open: (out: (piece: Uint8Array) => void) => Stream): BodyDecoder {
  let pieces: Uint8Array[] = [];
  const stream = open((piece) => void (piece?.length && pieces.push(piece)));
  return {
    push(bytes) {
      pieces = [];
      if (bytes.length) stream.push(bytes, false);
      return pieces;
    },
  };
}

/** "deflate" means zlib by the standard, but some servers send it raw: the first byte tells. */
function deflate(): BodyDecoder {
  let inner: BodyDecoder | null = null;
  return {
    push(bytes) {
      if (!bytes.length) return [];
      inner ??= (bytes[0] & 0x0f) === 8
        ? collecting((out) => new Unzlib(out))
        : collecting((out) => new Inflate(out));
      return inner.push(bytes);
    },
  };
}
