import type { Provider } from "../../../benchmarks/providers/provider.ts";
import { vertex } from "../../../benchmarks/providers/google/vertex.ts";
import { vertex as simulated } from "../../../benchmarks/simulator/protocols/vertex.ts";
import { checkProtocol } from "../protocol_checks.ts";

const [ofGemini, , ofAnthropic, ofOpen, ofMistral] = simulated;

/** Vertex AI asked for that model, whatever the checks name. */
const asking = (model: string): Provider => ({
  ...vertex,
  name: `vertex, ${model}`,
  next: (ask, done) => vertex.next({ ...ask, model }, done),
});

checkProtocol(asking("gemini-x"), ofGemini, { reasoning: true });
checkProtocol(asking("claude-x@20260101"), ofAnthropic, { reasoning: true });
checkProtocol(asking("meta/llama-x-maas"), ofOpen, { reasoning: true });
checkProtocol(asking("mistral-x@2601"), ofMistral, { reasoning: true });
