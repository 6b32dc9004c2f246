import { bedrockInvoke } from "../../../benchmarks/providers/aws/bedrock_invoke.ts";
import { bedrockInvoke as simulated } from "../../../benchmarks/simulator/protocols/bedrock_invoke.ts";
import { checkProtocol } from "../protocol_checks.ts";

/** The checks' own ask and model name no family: what the simulator is asked in them is one a test. */
for (const family of ["llama", "anthropic", "titan"] as const) {
  checkProtocol(
    {
      ...bedrockInvoke,
      name: `bedrock-invoke of ${family}`,
      next: (ask, done) =>
        bedrockInvoke.next({ ...ask, params: { ...ask.params, model_family: family } }, done),
    },
    {
      ...simulated,
      stream: (schedule, ask, id) => simulated.stream(schedule, { ...ask, family } as never, id),
      whole: (schedule, ask, id) => simulated.whole!(schedule, { ...ask, family } as never, id),
    },
    { reasoning: family === "anthropic" },
  );
}
