/** A bench against a server that checks whose token came. */
import { generateKeyPairSync } from "node:crypto";
import { startSimulator } from "../../../benchmarks/simulator/spawn.ts";
import { inFolder } from "../../support/bench.ts";
import { cleanBench, type CleanRun, smallFlags } from "../../support/clean_bench.ts";
import { type Asked, peerServer, type Said } from "../../support/peer_server.ts";
import { type Relay, relay } from "../../support/relay.ts";

export const placed = { GOOGLE_CLOUD_PROJECT: "p", GOOGLE_CLOUD_LOCATION: "us-central1" };
export const token = (n: number) => `ya29.a-token-of-the-test-${n}`;
export const given = (n: number, seconds = 3600): Said => ({
  headers: { "content-type": "application/json", "metadata-flavor": "Google" },
  body: JSON.stringify({ access_token: token(n), expires_in: seconds, token_type: "Bearer" }),
});

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

/** A line of it: enough to know it again, and not broken by how it is written. */
export const keyLine = privateKey.split("\n")[3];

export const serviceAccount = (tokenUri: string) => ({
  type: "service_account",
  project_id: "p",
  private_key_id: "k1",
  private_key: privateKey,
  client_email: "bench@p.iam.gserviceaccount.com",
  token_uri: tokenUri,
});

/** Gives `work` a home, a service that gives tokens, and a server before which a relay stands. */
export function driving(
  answer: (asked: Asked, seen: Relay) => Said | Promise<Said>,
  work: (at: {
    home: string;
    service: Awaited<ReturnType<typeof peerServer>>;
    seen: Relay;
    bench(env: Record<string, string>, requests?: number): Promise<CleanRun>;
    /** Writes a file of credentials; gives its path. */
    file(credentials: object): Promise<string>;
  }) => Promise<void>,
): Promise<void> {
  return inFolder(async (home) => {
    const simulator = await startSimulator({ seed: 3 });
    const seen = await relay(simulator.url);
    const service = await peerServer((asked) => answer(asked, seen));
    try {
      await work({
        home,
        service,
        seen,
        bench: (env, requests) =>
          cleanBench(
            home,
            smallFlags("vertexai", "gemini-x", `${seen.url}/groq-70b`, requests),
            { ...placed, ...env },
          ),
        async file(credentials) {
          await Deno.writeTextFile(`${home}/credentials.json`, JSON.stringify(credentials));
          return `${home}/credentials.json`;
        },
      });
    } finally {
      await service.close();
      await seen.close();
      await simulator.stop();
    }
  });
}
