/** The columns of a row that are known before it is asked: whose it is, its place in the plan, and what it asks. */
import type { PlanItem } from "../../plan/plan.ts";
import { askedOf } from "../../providers/asked.ts";
import { addressOf } from "../../providers/read/address.ts";
import { protocolOf, provider } from "../../providers/index.ts";
import type { Ask } from "../../providers/provider.ts";
import type { RunTarget } from "../../targets/run_target.ts";

/** What an item asks of its target with these messages. */
export const askOf = (
  { base_url, model, params }: RunTarget,
  { outputTokensTarget }: PlanItem,
  messages: Ask["messages"],
): Ask => ({ baseUrl: base_url, model, messages, maxOutputTokens: outputTokensTarget, params });

export function columnsOf(target: RunTarget, item: PlanItem, ask: Ask, attempt = 1) {
  const wire = provider(target.api);
  const asked = askedOf(wire, ask);
  const { params } = target;
  return {
    provider: target.provider,
    model: target.model,
    model_size: target.model_size,
    api: protocolOf(wire),
    endpoint: addressOf(target.base_url).host,
    simulated: target.simulated,
    phase: attempt > 1 && item.phase === "measured" ? "retry" : item.phase,
    block: item.block,
    request_index: item.requestIndex,
    session: item.session,
    turn: item.turn,
    attempt,
    prompt_hash: item.promptHash,
    input_tokens_target: item.inputTokensTarget,
    output_tokens_target: item.outputTokensTarget,
    rate_planned: item.ratePlanned ?? null,
    concurrency_planned: item.concurrencyPlanned ?? null,
    cached_tokens_expected: item.cachedTokensExpected ?? null,
    probe_kind: item.probeKind ?? null,
    expected_answer: item.expected ?? null,
    service_tier_requested: asked.service_tier,
    reasoning_effort: asked.reasoning_effort,
    request_params: JSON.stringify({
      ...(item.outputTokensTarget === null ? {} : { max_tokens: item.outputTokensTarget }),
      ...params,
    }),
  };
}
