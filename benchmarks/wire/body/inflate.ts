/**
 * Undoes a content coding we did not ask for, synchronously: an arrival's bytes belong to its time. The bytes decide,
 * not the label alone: servers write `gzip` over plain text, and `none` or `utf-8` where no coding is.
 */
import { Gunzip, Inflate, Unzlib } from "fflate";

/**
 * Decodes a body piece by piece, each when it is asked for: whoever has enough leaves the rest compressed. `push`
 * throws where the bytes are of a coding that cannot be undone.
 */
export interface BodyDecoder {
  /** Whether it hands on what it gets, from here on. */
  readonly plain: boolean;
  push(bytes: Uint8Array): Iterable<Uint8Array>;
}

/** So much is decompressed at once: a compression makes a thousand bytes of one. */
const sliceBytes = 1024;

/** So many bytes tell text from a compression; fewer wait for more. */
const tellingBytes = 4;

/** The decoder of a body with this `content-encoding`. Its first bytes say what it really is. */
export function bodyDecoder(encoding: string | null): BodyDecoder {
  const label = encoding?.trim().toLowerCase() ?? "";
  let inner: BodyDecoder | null = null;
  let first = new Uint8Array(0);
  return {
    get plain() {
      return inner === asItIs;
    },
    *push(bytes) {
      if (inner || !bytes.length) return yield* inner?.push(bytes) ?? [];
      first = first.length ? joined(first, bytes) : bytes.slice();
      inner = decoderOf(label, first);
      yield* inner?.push(first) ?? [];
    },
  };
}

/** Labels of compressions: behind any other, such as `none` or `utf-8`, the bytes are the answer. */
const compressions = /gzip|deflate|compress|\bbr\b|zstd|\bdc[bz]\b/;

function decoderOf(label: string, first: Uint8Array): BodyDecoder | null {
  // No text and no frame begins so.
  if (first[0] === 0x1f && (first[1] ?? 0x8b) === 0x8b) return collecting((out) => new Gunzip(out));
  if (!compressions.test(label)) return asItIs;
  if (first.length < tellingBytes) return null;
  if (label.includes("deflate") && isZlib(first)) return collecting((out) => new Unzlib(out));
  if (isPlain(first)) return asItIs;
  // "deflate" means zlib by the standard, but some servers send it raw.
  if (label.includes("deflate")) return collecting((out) => new Inflate(out));
  throw new Error(`a body in "${label}" cannot be undone`);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

const asItIs: BodyDecoder = { plain: true, push: (bytes) => [bytes] };

/** A zlib header: its method, and the check of its two bytes. */
const isZlib = ([method, flags]: Uint8Array): boolean =>
  (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0;

/** Text that nothing was done to, or a binary frame, whose length begins with 0. */
function isPlain(bytes: Uint8Array): boolean {
  if (bytes[0] === 0) return true;
  try {
    const start = bytes.subarray(0, 256); // a character cut at its end is no fault
    const text = new TextDecoder("utf-8", { fatal: true }).decode(start, { stream: true });
    // deno-lint-ignore no-control-regex -- these are what no text holds
    return !/[\x00-\x08\x0b\x0e-\x1f\x7f]/.test(text);
  } catch {
    return false;
  }
}

interface Stream {
  push(bytes: Uint8Array, final?: boolean): void;
}

function collecting(open: (out: (piece: Uint8Array) => void) => Stream): BodyDecoder {
  let pieces: Uint8Array[] = [];
  const stream = open((piece) => void (piece?.length && pieces.push(piece)));
  return {
    plain: false,
    *push(bytes) {
      for (let at = 0; at < bytes.length; at += sliceBytes) {
        pieces = [];
        stream.push(bytes.subarray(at, at + sliceBytes), false);
        yield* pieces;
      }
    },
  };
}
