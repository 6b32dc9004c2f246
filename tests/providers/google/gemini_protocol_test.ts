import { gemini } from "../../../benchmarks/providers/google/gemini.ts";
import {
  gemini as simulated,
  geminiArray,
} from "../../../benchmarks/simulator/protocols/gemini.ts";
import { checkProtocol } from "../protocol_checks.ts";

checkProtocol(gemini, simulated, { reasoning: true });

// As a server answers that does not know `alt=sse`: over a socket it is asked for by its address.
const unframed = {
  ...gemini,
  name: "gemini without alt=sse",
  next: (...args: Parameters<typeof gemini.next>) => {
    const request = gemini.next(...args);
    return request && { ...request, url: request.url.replace("?alt=sse", "") };
  },
};
checkProtocol(unframed, geminiArray, { reasoning: true });
