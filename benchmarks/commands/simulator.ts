/** `deno task simulator`: the simulated provider by itself, until it is stopped. */
import { protocolOf, providers } from "../providers/index.ts";
import { profileNames } from "../simulator/profile.ts";
import { startServer } from "../simulator/server.ts";

/** Protocols whose base URL has this behind its host. */
const apisAt = (path: string): string =>
  providers.filter((p) => p.about.basePath === path && protocolOf(p) === p.name).map((p) => p.name)
    .join(", ");

/** Serves until SIGINT or SIGTERM. The first line of output is its address. */
export async function simulatorCommand(
  options: { port?: number; seed?: number; log?: string; untilInputEnds?: boolean },
): Promise<number> {
  // From the start: whoever started it may be gone before it listens.
  const alone = options.untilInputEnds ? inputEnds() : null;
  const server = await startServer(options);
  console.log(`The simulator listens on ${server.url}`);
  console.log(
    `Base URLs: ${server.url}/PROFILE/v1, or ${server.url}/v1 with PROFILE as the model.`,
  );
  console.log(`  --llm-api ${apisAt("/v1")};`);
  console.log(`Without /v1: ${server.url}/PROFILE`);
  console.log(`  --llm-api ${apisAt("")}.`);
  console.log(`PROFILE is one of ${profileNames.join(", ")};`);
  console.log("PROFILE@1.3 is that profile, 1.3 times slower.");
  console.log(
    `Servers that misbehave: ${server.url}/fault-NAME/v1, with the names of page /conformance, such as 429.`,
  );
  await new Promise<void>((resolve) => {
    Deno.addSignalListener("SIGINT", resolve);
    Deno.addSignalListener("SIGTERM", resolve);
    alone?.then(resolve);
    // Nobody is left to stop it when whoever started it is gone.
    const parent = Deno.ppid;
    const watch = setInterval(
      () => Deno.ppid !== parent && (clearInterval(watch), resolve()),
      1000,
    );
  });
  await server.close();
  return 0;
}

async function inputEnds(): Promise<void> {
  const bytes = new Uint8Array(64);
  while (await Deno.stdin.read(bytes).catch(() => null) !== null);
}
