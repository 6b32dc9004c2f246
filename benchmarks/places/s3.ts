/** A bucket of S3, or of a server that speaks as S3 does, as the place of a store. */
import { dirname } from "node:path";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { partialOf } from "../files/own_file.ts";
import { sleep } from "../wire/clock.ts";
import { diskFault } from "./disk_faults.ts";
import { NotThere, PlaceFault } from "./faults.ts";
import { safeName } from "./names.ts";
import type { Place } from "./place.ts";
import { openBucket } from "./s3_client.ts";
import { isMissing, s3Fault } from "./s3_faults.ts";
import { inTime, usualLimits } from "./s3_fetch.ts";
import { listBucket, sayLeftOut } from "./s3_list.ts";
import { partBytes, uploadInParts } from "./s3_upload.ts";

/** A body that breaks off is asked for again so often; the library repeats only what has no answer yet. */
const bodyTries = 3;
/** A server that overwrites whatever stands there has told everyone by then. */
const settledMs = 1500;
/** A server tells its time in whole seconds. */
const resolutionMs = 1000;

/**
 * The place `s3://bucket/prefix`: endpoint, region and keys are those of the AWS variables. Nothing is asked of it yet.
 * Throws `WrongStore` where the name or the variables are none.
 */
export function s3Place(
  name: string,
  environment: (variable: string) => string | undefined,
  { limits = usualLimits, leftOut = sayLeftOut(name) } = {},
): Place & { server: string } {
  const at = openBucket(name, environment, limits);
  const { client, bucket, prefix } = at;
  const Bucket = bucket;
  const Key = (path: string) => prefix + safeName(path);
  const asked = <T>(work: Promise<T>) =>
    work.catch((error) => {
      throw s3Fault(error, at);
    });
  const orNull = <T>(work: Promise<T>) =>
    asked(work.catch((error) => {
      if (isMissing(error)) return null;
      throw error;
    }));
  const write = async (path: string, from: string | Uint8Array<ArrayBuffer>) => {
    const object = { Bucket, Key: Key(path) };
    const large = typeof from === "string" && (await Deno.stat(from)).size > partBytes;
    if (large) return await asked(uploadInParts(client, object, from));
    const Body = typeof from === "string" ? await Deno.readFile(from) : from;
    isPut(await asked(client.send(new PutObjectCommand({ ...object, Body }))));
  };
  const isPut = ({ ETag }: PutObjectCommandOutput) => {
    if (ETag) return;
    throw new PlaceFault(
      `Store ${at.name}: ${at.server} does not say what it was sent, as S3 does: nothing is known to be there.`,
    );
  };
  const read = async (path: string) => {
    const found = await orNull(client.send(new GetObjectCommand({ Bucket, Key: Key(path) })));
    return found && await asked(new Response(bodyOf(found)).bytes());
  };
  let honoursConditions: boolean | null = null;
  return {
    name: at.name,
    server: at.server,
    folder: null,
    list: (below) => asked(listBucket(client, at, below, leftOut)),
    read,
    write,
    async writeOnce(path, bytes) {
      const put = () => once(client, { Bucket, Key: Key(path), Body: bytes });
      const object = { Bucket, Key: Key(path) };
      if (await orNull(client.send(new HeadObjectCommand(object)))) return false;
      if (!await asked(put())) return false;
      // A server that heeds the condition refuses the same again, and then ours was the first.
      honoursConditions ??= !await asked(put());
      if (honoursConditions) return true;
      await sleep(settledMs);
      const there = await read(path);
      return there !== null && there.length === bytes.length &&
        there.every((byte, i) => byte === bytes[i]);
    },
    async fetch(path, to) {
      for (let left = bodyTries;; left--) {
        const found = await orNull(client.send(new GetObjectCommand({ Bucket, Key: Key(path) })));
        if (!found) throw new NotThere(at.name, path);
        if (await bring(bodyOf(found), found.ContentLength, to)) return;
        if (left === 1) throw new PlaceFault(`${at.name}: ${path} breaks off before its end.`);
      }
    },
    async remove(path) {
      await orNull(client.send(new DeleteObjectCommand({ Bucket, Key: Key(path) })));
    },
    async time() {
      // Without a key: whatever it answers, it says when.
      const answer = await asked(
        inTime(new Request(at.address, { method: "HEAD" }), limits.answerMs),
      );
      await answer.body?.cancel();
      const theirsMs = Date.parse(answer.headers.get("date") ?? "");
      if (Number.isNaN(theirsMs)) {
        throw new PlaceFault(`${at.server} does not say what time it is.`);
      }
      return { theirsMs, resolutionMs };
    },
  };
}

const bodyOf = ({ Body }: GetObjectCommandOutput) =>
  Body!.transformToWebStream() as ReadableStream<Uint8Array<ArrayBuffer>>;

/** False where a file of that name is there. */
async function once(
  client: S3Client,
  object: { Bucket: string; Key: string; Body: Uint8Array<ArrayBuffer> },
): Promise<boolean> {
  try {
    await client.send(new PutObjectCommand({ ...object, IfNoneMatch: "*" }));
    return true;
  } catch (error) {
    const { $metadata, name } = error as { $metadata?: { httpStatusCode?: number }; name: string };
    if ($metadata?.httpStatusCode === 412 || name === "ConditionalRequestConflict") return false;
    throw error;
  }
}

/** Writes a body to a file, whole or not at all; false where it breaks off. */
async function bring(
  body: ReadableStream,
  bytes: number | undefined,
  to: string,
): Promise<boolean> {
  await Deno.mkdir(dirname(to), { recursive: true });
  const partial = partialOf(to);
  try {
    const file = await Deno.open(partial, { write: true, createNew: true });
    try {
      await body.pipeTo(file.writable);
    } catch (error) {
      const fault = diskFault(error, dirname(to));
      if (error instanceof Deno.errors.NotCapable || fault !== error) throw fault;
      return false;
    }
    const { size } = await Deno.stat(partial);
    if (bytes !== undefined && size !== bytes) return false;
    await Deno.rename(partial, to);
    return true;
  } finally {
    await Deno.remove(partial).catch(() => {});
  }
}
