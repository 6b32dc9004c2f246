import assert from "node:assert/strict";
import { saysNoCredit, saysWrongKey } from "../../../benchmarks/providers/read/refusal_words.ts";

// As the providers' documentation and people's reports quote them; names and numbers of accounts are invented.
const noCredit: [string, string | null, string | null][] = [
  [
    "OpenAI, 429",
    "insufficient_quota",
    "You exceeded your current quota, please check your plan and billing details.",
  ],
  ["OpenAI, 429, a code of 2026", "credit_balance_exhausted", "Your organization has no credits"],
  ["OpenAI, a project's limit", "project_spend_limit_exceeded", null],
  ["OpenAI, an organization's limit", "organization_usage_limit_exceeded", null],
  ["OpenAI, 400", "billing_hard_limit_reached", "Billing hard limit has been reached"],
  [
    "OpenAI, 429, not active",
    "billing_not_active",
    "Your account is not active, please check your billing details on our website.",
  ],
  [
    "Anthropic, 400",
    "invalid_request_error",
    "Your credit balance is too low to access the Anthropic API. Please go to Plans & " +
    "Billing to upgrade or purchase credits.",
  ],
  [
    "Anthropic, 400, a limit of one's own",
    "invalid_request_error",
    "You have reached your specified API usage limits. You will regain access on 2027-01-01 at 00:00 UTC.",
  ],
  ["Anthropic, 402", "billing_error", "There is an issue with your payment information"],
  [
    "xAI, 403",
    "The caller does not have permission to execute the specified operation",
    "Your newly created team doesn't have any credits yet. You can purchase credits on https://console.x.ai/.",
  ],
  [
    "xAI, 429",
    null,
    "Your team has either used all available credits or reached its monthly spending limit. " +
    "To continue making API requests, please purchase more credits or raise your spending " +
    "limit.",
  ],
  ["xAI, run out", null, "You have run out of credits or need a Grok subscription."],
  [
    "Perplexity, 401",
    "insufficient_quota",
    "You exceeded your current quota, please check your plan and billing details.",
  ],
  [
    "Moonshot, 429",
    "exceeded_current_quota_error",
    "Your account org-1 is suspended, please check your plan and billing details",
  ],
  ["Z.ai, 429", "1113", "Insufficient balance or no resource package. Please recharge."],
  ["Zhipu, 429", "1113", "余额不足或无可用资源包,请充值。"],
  ["DeepSeek, 402", "invalid_request_error", "Insufficient Balance"],
  [
    "SiliconFlow, 403",
    "30011",
    "The selected model requires paid balance. Your paid balance is insufficient. Please top up and try again.",
  ],
  ["MiniMax, 200", "1008", "insufficient balance"],
  ["Novita, 403", "NOT_ENOUGH_BALANCE", "not enough balance"],
  [
    "Fireworks, 412",
    "PRECONDITION_FAILED",
    "Account a is suspended, possibly due to reaching the monthly spending limit or failure to pay past invoices.",
  ],
  [
    "Hugging Face, 402",
    null,
    "You have exceeded your monthly included credits for Inference Providers.",
  ],
  [
    "OpenRouter",
    "402",
    "This request requires more credits, or fewer max_tokens. You requested up to 64000 " +
    "tokens, but can only afford 61586.",
  ],
  ["Venice", null, "Insufficient USD or Diem balance to complete request."],
  [
    "Bedrock, 403",
    "AccessDeniedException",
    "Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.",
  ],
  [
    "Google, 429",
    "RESOURCE_EXHAUSTED",
    "Your prepayment credits are depleted. Please go to AI Studio to manage your project and billing.",
  ],
  [
    "Google, 403",
    "PERMISSION_DENIED",
    "This API method requires billing to be enabled. Please enable billing on project #1.",
  ],
  [
    "DashScope, 400",
    "Arrearage",
    "Access denied, please make sure your account is in good standing.",
  ],
  ["Volcengine, 403", "AccountOverdueError", "The request failed because your account is overdue"],
  [
    "LiteLLM, 400",
    "budget_exceeded",
    "Budget has been exceeded! Current cost: 10.2, Max budget: 10",
  ],
  ["one-api, 403", "insufficient_user_quota", "user quota is not enough"],
];
for (const [who, code, message] of noCredit) {
  Deno.test(`saysNoCredit() reads ${who}`, () => assert.ok(saysNoCredit(code, message)));
}

// Waiting, or another request, helps against these.
const other: [string, string | null, string | null][] = [
  [
    "Google's limit of a minute",
    "RESOURCE_EXHAUSTED",
    "You exceeded your current quota, please check your plan and billing details. Please retry in 34.07s.",
  ],
  [
    "the same through a gateway",
    "429",
    'geminiException - {"message": "You exceeded your current quota, please check your plan ' +
    'and billing details.", "status": "RESOURCE_EXHAUSTED"}',
  ],
  [
    "OpenAI's rate limit of a new account",
    "rate_limit_exceeded",
    "Rate limit reached for gpt-4o on requests per min. Please add a payment method to your " +
    "account to increase your rate limit.",
  ],
  [
    "Groq's rate limit",
    "rate_limit_exceeded",
    "Rate limit reached for model on tokens per day (TPD). Please try again in 7m. Need more " +
    "tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing",
  ],
  [
    "OpenRouter's free models",
    "429",
    "Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day",
  ],
  ["AWS's throttling", "ThrottlingException", "Too many tokens, please wait before trying again."],
  ["AWS's quota", "ServiceQuotaExceededException", "Your request exceeds the service quota"],
  [
    "a budget of thought",
    "invalid_request_error",
    "max_tokens must be greater than thinking.budget_tokens",
  ],
  [
    "a context that is too small",
    "context_length_exceeded",
    "This model's maximum context length is 8192 tokens.",
  ],
  ["a wrong key", "invalid_api_key", "Incorrect API key provided"],
  ["nothing", null, null],
];
for (const [who, code, message] of other) {
  Deno.test(`saysNoCredit() says no to ${who}`, () => {
    assert.equal(saysNoCredit(code, message), false);
  });
}

const keys: [string, string | null, boolean][] = [
  ["INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", true],
  ["invalid_api_key", "no", true],
  [
    "Client specified an invalid argument",
    "Incorrect API key provided: ab***yz. You can obtain an API key from https://console.x.ai.",
    true,
  ],
  ["authentication_error", "invalid x-api-key", true],
  ["bad_request", "temperature is not valid", false],
  ["model_not_found", "The model does not exist", false],
];
Deno.test("saysWrongKey() knows a refused key from another fault of the request", () => {
  for (const [code, message, expected] of keys) {
    assert.equal(saysWrongKey(code, message), expected, `${code}: ${message}`);
  }
});
