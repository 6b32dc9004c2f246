/** A bench against a server that checks who signed. */
import { startSimulator } from "../../../benchmarks/simulator/spawn.ts";
import { inFolder } from "../../support/bench.ts";
import { cleanBench, type CleanRun, smallFlags } from "../../support/clean_bench.ts";
import { type Relay, relay } from "../../support/relay.ts";

export interface Keys {
  id: string;
  secret: string;
  token: string | null;
}

export const keys = (n: number): Keys => ({
  id: `ASIAEXAMPLE0000000${n}`,
  secret: `wJalrXUtnFEMI/K7MDENG/secret${n}`,
  token: `FwoGZXIvYXdzEXAMPLEsession${n}`,
});

/** As ECS and EC2 say it. */
export const metadata = ({ id, secret, token }: Keys, lifeMs = 3_600_000): string =>
  JSON.stringify({
    Code: "Success",
    AccessKeyId: id,
    SecretAccessKey: secret,
    Token: token,
    Expiration: new Date(Date.now() + lifeMs).toISOString(),
  });

/** Gives `work` a home, and a server before which a relay stands. */
export function driving(
  work: (
    home: string,
    bench: (env: Record<string, string>, requests?: number) => Promise<CleanRun>,
    seen: Relay,
  ) => Promise<void>,
): Promise<void> {
  return inFolder(async (home) => {
    const simulator = await startSimulator({ seed: 3 });
    const seen = await relay(simulator.url);
    const bench = (env: Record<string, string>, requests?: number) =>
      cleanBench(
        home,
        smallFlags("bedrock-converse", "a.model-v1:0", `${seen.url}/groq-70b`, requests),
        env,
      );
    try {
      await work(home, bench, seen);
    } finally {
      await seen.close();
      await simulator.stop();
    }
  });
}
