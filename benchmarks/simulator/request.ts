/** A request as it came. */
import type { IncomingMessage } from "node:http";
import { profileNamed } from "./profile.ts";

/** `/PREFIX/PATH`, where the prefix is a profile or a fault; else there is none and the path is whole. */
export function route(url: string): { prefix: string | null; path: string } {
  const [, first, rest] = /^\/([^/?]+)(.*)$/.exec(url) ?? [];
  const prefix = first === undefined ? null : decodeURIComponent(first);
  const ours = prefix !== null && (prefix.startsWith("fault-") || profileNamed(prefix) !== null);
  return ours ? { prefix, path: rest || "/" } : { prefix: null, path: url };
}

/** The whole body as text. Rejects where the client leaves before its end. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part as Uint8Array);
  return new TextDecoder().decode(await new Blob(parts as BlobPart[]).arrayBuffer());
}
