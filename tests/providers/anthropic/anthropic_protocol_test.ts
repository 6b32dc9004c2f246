import { anthropic } from "../../../benchmarks/providers/anthropic/anthropic.ts";
import { anthropic as simulated } from "../../../benchmarks/simulator/protocols/anthropic.ts";
import { checkProtocol } from "../protocol_checks.ts";

checkProtocol(anthropic, simulated, { reasoning: true });
