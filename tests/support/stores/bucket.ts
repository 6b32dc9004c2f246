/** A store in a bucket, and a machine that has nothing of it yet. */
import { openPlace } from "../../../benchmarks/places/open.ts";
import type { Place } from "../../../benchmarks/places/place.ts";
import { filesOf, inFolder } from "../bench.ts";
import { type S3Server, s3Server } from "../s3_server.ts";
import { answers, writeRun } from "./written_run.ts";

export const name = "s3://store/team";

/** Two runs and a table on disk, the same in a bucket, and commands of a machine that has nothing yet. */
export async function inBucket(
  work: (
    scene: { server: S3Server; place: Place; disk: string; machine: string; env: Env },
  ) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const server = await s3Server();
    try {
      const [disk, machine] = [`${folder}/disk`, `${folder}/machine`];
      await writeRun(`${disk}/runs`, { run_id: "r-1" }, answers(3, 1));
      await writeRun(`${disk}/runs`, { run_id: "r-2" }, answers(4, 2));
      await Deno.writeTextFile(`${disk}/rates.csv`, "a\n7\n");
      const place = await openPlace(name, server.environment);
      for (const path of relative(disk)) await place.write(path, `${disk}/${path}`);
      await place.write("runs/r-2/shard=0/part-0.parquet", new Uint8Array(9));
      // A run that somebody is putting there: its run.json is to come.
      await place.write("runs/r-3/requests.parquet", new Uint8Array(9));
      await Deno.mkdir(machine);
      await work({
        server,
        place,
        disk,
        machine,
        env: { ...server.env, TOKENBOARD_DATA: machine, TOKENBOARD_DUCKDB_EXTENSIONS: "none" },
      });
    } finally {
      await server.close();
    }
  });
}
export type Env = Record<string, string>;

export const relative = (folder: string) =>
  [...filesOf(folder)].map((path) => path.slice(folder.length + 1)).sort();

/** Paths of the files of a place. */
export const pathsIn = async (place: Place, prefix = "") =>
  (await place.list(prefix)).map(({ path }) => path);

/** The copy that a machine has of the one store that it used. */
export function copyOf(machine: string): string {
  const mirrors = `${machine}/.store/mirrors`;
  const [folder] = [...Deno.readDirSync(mirrors)].filter((entry) => entry.isDirectory);
  return `${mirrors}/${folder.name}`;
}

/** Of a test over a bucket: its client keeps its connections. */
export const keepsConnections = { sanitizeResources: false, sanitizeOps: false };
