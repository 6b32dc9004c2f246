/** A PostgreSQL server of this machine (Debian's package `postgresql`), for as long as a check needs it. */
import { freePort, must } from "../peer.ts";

export interface Postgres {
  /** What a catalogue in it is called; the password is in `env` alone. */
  name: string;
  env: Record<string, string>;
  stop(): Promise<void>;
}

async function folderOfPrograms(): Promise<string | null> {
  for await (const { name } of readDir("/usr/lib/postgresql")) {
    const folder = `/usr/lib/postgresql/${name}/bin`;
    if (await Deno.stat(`${folder}/initdb`).then(() => true, () => false)) return folder;
  }
  return null;
}

async function* readDir(folder: string) {
  try {
    yield* Deno.readDir(folder);
  } catch { /* it is not installed */ }
}

/** Starts one with an empty database; null where it is not installed. It refuses root, so that another user runs it. */
export async function servePostgres(): Promise<Postgres | null> {
  const programs = await folderOfPrograms();
  if (!programs) return null;
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-pg-" });
  const port = await freePort();
  const password = crypto.randomUUID();
  await Deno.writeTextFile(`${folder}/password`, password);
  await must("chown", ["-R", "postgres", folder]);
  const as = (program: string, args: string[]) =>
    must(
      "setpriv",
      ["--reuid=postgres", "--regid=postgres", "--clear-groups", `${programs}/${program}`]
        .concat(args),
    );
  await as("initdb", [
    "-D",
    `${folder}/data`,
    "-A",
    "scram-sha-256",
    `--pwfile=${folder}/password`,
  ]);
  const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=`;
  await as("pg_ctl", ["-D", `${folder}/data`, "-w", "-l", `${folder}/log`, "-o", options, "start"]);
  return {
    name: `postgres:dbname=postgres host=127.0.0.1 port=${port} user=postgres`,
    env: { PGPASSWORD: password },
    async stop() {
      await as("pg_ctl", ["-D", `${folder}/data`, "-m", "immediate", "stop"]);
      await Deno.remove(folder, { recursive: true });
    },
  };
}
