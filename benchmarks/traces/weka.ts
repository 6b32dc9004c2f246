/** Weka's traces of coding agents, as AgentX takes them: a conversation a line, blocks of 64 tokens, seconds. */
import type { TraceRequest } from "../plan/traces/trace.ts";
import {
  amount,
  amountOr,
  emptyNote,
  hashIdsOf,
  noted,
  objectsIn,
  tokens,
  type TraceFormat,
} from "./format.ts";

type Fields = Record<string, unknown>;

export const weka: TraceFormat = {
  name: "weka",
  about: "Weka's agentic conversations (JSON lines); blocks of 64 tokens within a conversation",
  fits: (f) => "id" in f && Array.isArray(f.requests),
  read(entries) {
    const models = new Set<unknown>();
    let beside = 0;
    let empty = 0;
    const requests = [...entries].flatMap(([number, { id, requests: own }]) => {
      const calls = callsOf(number, own).sort((a, b) => a.t - b.t);
      let ended = 0;
      return calls.flatMap(({ fields, t }, i): TraceRequest[] => {
        const entry: [number, Fields] = [number, fields];
        const took = amountOr(entry, "api_time");
        if (i > 0 && t < ended) beside++;
        const think = amountOr(entry, "think_time") ?? Math.max(t - ended, 0);
        ended = Math.max(ended, t + (took ?? 0));
        models.add(fields.model);
        const inputTokens = tokens(entry, "in");
        const outputTokens = tokens(entry, "out");
        if (inputTokens < 1 || outputTokens < 1) {
          empty++;
          return [];
        }
        return [{
          offsetS: null,
          inputTokens,
          outputTokens,
          hashIds: hashIdsOf(entry)?.map((hash) => `${id} ${hash}`),
          session: String(id),
          ...(i > 0 ? { delayS: think } : {}),
          ...(took === undefined ? {} : { tookS: took }),
        }];
      });
    });
    const notes = [
      ...emptyNote(empty),
      ...noted(
        beside,
        "call that ran beside another of its conversation is sent after it",
        "calls that ran beside others of their conversation are sent after them",
      ),
      ...(models.size > 1 ? [`calls to ${models.size} models are all asked of every target`] : []),
    ];
    return { requests, blockTokens: 64, prompts: "whole", notes };
  },
};

/** The calls of a conversation and of its subagents, however deep, with their seconds from its start. */
const callsOf = (number: number, list: unknown): { t: number; fields: Fields }[] =>
  objectsIn(number, list, "requests").flatMap((fields) =>
    fields.type === "subagent"
      ? callsOf(number, fields.requests)
      : [{ t: amount([number, fields], "t"), fields }]
  );
