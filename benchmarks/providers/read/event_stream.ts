/**
 * AWS's binary event stream (`application/vnd.amazon.eventstream`). A frame is its length and that of its headers
 * (4 bytes each, big-endian), a CRC-32 of these, the headers, the payload, and a CRC-32 of all before it.
 */

export interface Frame {
  /** Headers with a string for a value; others say nothing that we need. */
  headers: Record<string, string>;
  /** Valid until the next `push`. */
  payload: Uint8Array;
}

/** Bytes in, frames out; what is cut anywhere gives the same frames as what is not. */
export interface EventStreamFraming {
  push(bytes: Uint8Array): Frame[];
  /** Ends the body: it must not end within a frame. */
  end(): void;
  /** What is wrong with the bytes, once something is: nothing comes after. */
  fault(): string | null;
}

const preludeBytes = 12;
const checksumBytes = 4;
const utf8 = new TextDecoder();

/** Frames a body; one frame may hold `maxBytes`. */
export function eventStreamFraming(maxBytes = 32 * 1024 * 1024): EventStreamFraming {
  let held = new Uint8Array(1024);
  let start = 0; // of the first frame that is not read yet
  let end = 0;
  let fault: string | null = null;

  const hold = (bytes: Uint8Array) => {
    held.copyWithin(0, start, end);
    end -= start;
    start = 0;
    if (end + bytes.length > held.length) {
      const larger = new Uint8Array(Math.max(end + bytes.length, 2 * held.length));
      larger.set(held.subarray(0, end));
      held = larger;
    }
    held.set(bytes, end);
    end += bytes.length;
  };

  /** The next whole frame; null where there is none yet, or no more. */
  const next = (): Frame | null => {
    if (end - start < preludeBytes) return null;
    const view = new DataView(held.buffer, start, end - start);
    const [length, headersLength] = [view.getUint32(0), view.getUint32(4)];
    // Checked before it is believed: a length of garbage would have us wait for bytes that never come.
    if (crc32(held, start, start + 8) !== view.getUint32(8)) {
      fault = notAFrame(held.subarray(start, start + preludeBytes));
    } else if (headersLength > length - preludeBytes - checksumBytes) {
      fault = "A frame is shorter than its headers";
    } else if (length > maxBytes) fault = `A frame is longer than ${maxBytes} bytes`;
    if (fault || end - start < length) return null;
    const frame = held.subarray(start, start + length);
    const payloadAt = preludeBytes + headersLength;
    const payloadEnd = length - checksumBytes;
    if (crc32(frame, 0, payloadEnd) !== view.getUint32(payloadEnd) && !wasMasked(frame)) {
      fault = "The checksum of a frame is wrong";
      return null;
    }
    const headers = headersOf(frame.subarray(preludeBytes, payloadAt));
    if (!headers) {
      fault = "The headers of a frame cannot be read";
      return null;
    }
    start += length;
    return { headers, payload: frame.subarray(payloadAt, payloadEnd) };
  };

  return {
    push(bytes) {
      const frames: Frame[] = [];
      if (fault) return frames;
      hold(bytes);
      for (let frame = next(); frame; frame = next()) frames.push(frame);
      return frames;
    },
    end() {
      if (!fault && start < end) fault = "The body ended within a frame";
    },
    fault: () => fault,
  };
}

/** Text where a frame should be is quoted: it tells who answered instead. */
function notAFrame(bytes: Uint8Array): string {
  const text = utf8.decode(bytes);
  return /^[\x20-\x7e\s]+$/.test(text)
    ? `The body is no event stream, text stands where a frame should: ${text}`
    : "The checksum of a frame's beginning is wrong";
}

/** Whether a secret was masked in a recording (record/redact.ts): its frames must still replay. */
const wasMasked = (frame: Uint8Array): boolean => {
  for (let i = 0, run = 0; i < frame.length; i++) {
    run = frame[i] === 0x2a ? run + 1 : 0;
    if (run === 4) return true;
  }
  return false;
};

/** Bytes of a header's value by its type; strings (7) and bytes (6) begin with their length. */
const valueBytes = [0, 0, 1, 2, 4, 8, null, null, 8, 16];
const stringType = 7;

function headersOf(bytes: Uint8Array): Record<string, string> | null {
  const headers: Record<string, string> = Object.create(null); // their names are a server's
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + bytes[at];
    if (nameEnd >= bytes.length) return null;
    const type = bytes[nameEnd];
    let size = valueBytes[type];
    let valueAt = nameEnd + 1;
    if (size === undefined) return null;
    if (size === null) {
      if (valueAt + 2 > bytes.length) return null;
      size = view.getUint16(valueAt);
      valueAt += 2;
    }
    if (valueAt + size > bytes.length) return null;
    if (type === stringType) {
      const name = utf8.decode(bytes.subarray(at + 1, nameEnd));
      headers[name] = utf8.decode(bytes.subarray(valueAt, valueAt + size));
    }
    at = valueAt + size;
  }
  return headers;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** CRC-32 as in zlib. Our own: the packages for it cost a tenth of a second at every start, and this is all of it. */
export function crc32(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = 0xffffffff;
  for (let i = from; i < to; i++) crc = (crc >>> 8) ^ crcTable[(crc ^ bytes[i]) & 0xff];
  return ~crc >>> 0;
}
