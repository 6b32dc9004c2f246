import { openai } from "../../../benchmarks/providers/openai/openai.ts";
import { openai as simulated } from "../../../benchmarks/simulator/protocols/openai.ts";
import { checkProtocol } from "../protocol_checks.ts";

checkProtocol(openai, simulated, { reasoning: true });
