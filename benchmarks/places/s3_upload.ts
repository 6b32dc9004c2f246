/** Files that are too large to be held in memory and sent at once. */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";

/** A larger file is sent in parts of as many bytes, one after the other. */
export const partBytes = 16 * 2 ** 20;
/** More parts S3 does not take. */
const mostParts = 10_000;

/** Sends a file in parts: it is there once the last has arrived, and not before. */
export async function uploadInParts(
  client: S3Client,
  object: { Bucket: string; Key: string },
  from: string,
): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
  const upload = { ...object, UploadId };
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    using file = await Deno.open(from);
    const size = Math.max(partBytes, Math.ceil((await file.stat()).size / mostParts));
    for (let PartNumber = 1;; PartNumber++) {
      const Body = await nextOf(file, size);
      if (!Body.length) break;
      const part = new UploadPartCommand({ ...upload, PartNumber, Body });
      const { ETag } = await client.send(part);
      Parts.push({ PartNumber, ETag });
    }
    await client.send(
      new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }),
    );
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {}); // else it is paid for
    throw error;
  }
}

/** The next bytes of a file, fewer at its end alone. */
async function nextOf(file: Deno.FsFile, bytes: number): Promise<Uint8Array> {
  const block = new Uint8Array(bytes);
  let length = 0;
  while (length < bytes) {
    const n = await file.read(block.subarray(length));
    if (n === null) break;
    length += n;
  }
  return block.subarray(0, length);
}
