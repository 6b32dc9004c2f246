/** Vertex AI: Gemini's protocol, Anthropic's, Mistral's and OpenAI's, under addresses of its own. */
import { anthropic } from "./anthropic.ts";
import { gemini, geminiArray, googleError, readGemini, vertexModels } from "./gemini.ts";
import { openai } from "./openai.ts";
import type { Protocol, Send, SimRequest } from "./protocol.ts";

const resource = "^/v1(?:beta1)?/(?:projects/[^/]+/locations/[^/]+/)?";
const claude = new RegExp(
  `${resource}publishers/anthropic/models/([^/:]+):(?:streamRawPredict|rawPredict)$`,
);
const mistral = new RegExp(
  `${resource}publishers/mistralai/models/([^/:]+):(?:streamRawPredict|rawPredict)$`,
);
const open = new RegExp(`${resource}endpoints/[^/]+/chat/completions$`);

/** The same request at the address of the protocol underneath; null where it is none of those. */
const moved = (request: SimRequest, path: RegExp, to: string): SimRequest | null =>
  path.test(request.path) ? { ...request, path: to } : null;

const ofGoogle = {
  name: "vertex",
  refusal: (status: number, _type: string, message: string) => googleError(status, message),
};

/** One a protocol underneath. */
export const vertex: Protocol[] = [
  { ...gemini, ...ofGoogle, read: (request) => readGemini(request, vertexModels, true) },
  { ...geminiArray, ...ofGoogle, read: (request) => readGemini(request, vertexModels, false) },
  {
    ...anthropic,
    name: "vertex",
    read(request) {
      const asked = moved(request, claude, "/v1/messages");
      const ask = asked && anthropic.read(asked);
      if (!ask) return null;
      if (!/"anthropic_version"/.test(request.body)) {
        throw new RangeError("anthropic_version: Field required");
      }
      return { ...ask, model: decodeURIComponent(claude.exec(request.path)![1]) };
    },
  },
  {
    ...openai,
    ...ofGoogle,
    read(request) {
      const asked = moved(request, open, "/v1/chat/completions");
      return asked && openai.read(asked);
    },
  },
  {
    ...openai,
    ...ofGoogle,
    read(request) {
      const asked = moved(request, mistral, "/v1/chat/completions");
      if (!asked) return null;
      if (/"stream_options"/.test(request.body)) {
        throw new RangeError("stream_options: Extra inputs are not permitted");
      }
      return openai.read(asked);
    },
    stream: (schedule, ask, id) => withUsage(openai.stream(schedule, { ...ask, usage: true }, id)),
  },
];

/** Mistral sends usage on the event that ends, instead of one of its own. */
function withUsage(sends: Send[]): Send[] {
  const read = (send: Send) => JSON.parse(String(send.bytes).slice("data: ".length));
  const { usage } = read(sends.find((send) => send.kind === "usage")!);
  return sends.filter((send) => send.kind !== "usage").map((send) =>
    send.kind === "finish"
      ? { ...send, bytes: `data: ${JSON.stringify({ ...read(send), usage })}\n\n` }
      : send
  );
}
