import { bedrockConverse } from "../../../benchmarks/providers/aws/bedrock_converse.ts";
import { bedrockConverse as simulated } from "../../../benchmarks/simulator/protocols/bedrock_converse.ts";
import { checkProtocol } from "../protocol_checks.ts";

checkProtocol(bedrockConverse, simulated, { reasoning: true });
