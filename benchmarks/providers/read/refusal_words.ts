/**
 * What the words and codes of a refusal say where its status says less: providers refuse for want
 * of credit under 429, 400, 401, 403 and 412, and put it into streams that began with 200. Pure.
 * The words are those of OpenAI, Anthropic, xAI, Perplexity, Moonshot, Z.ai, DeepSeek, SiliconFlow,
 * MiniMax, Novita, Fireworks, Hugging Face, OpenRouter, Bedrock, Google, Alibaba's DashScope,
 * Volcengine and LiteLLM's proxy.
 */

/** They say that the account has no credit, or may spend no more, whatever stands beside them. */
const noCredit = [
  /insufficient (\w+ ){0,3}(balance|credits?|funds?)\b/,
  /(balance|credits?|funds?) (is |are |has been |have been )?(too low|insufficient|not enough)/,
  /(balance|credits?|funds?) (is |are |has been |have been )?(exhausted|depleted|used up)/,
  /not enough (\w+ ){0,2}(balance|credits?|funds?)\b/,
  RegExp(
    "(used|exceeded|run out of|ran out of|out of|any|no|requires) " +
      "((all|your|its|the|more|monthly|available|included|remaining) )*credits?\\b",
  ),
  /(spend|spending|billing)( hard)? limit/,
  /specified (api )?usage limits|usage limit exceeded/,
  /(exceeded|over) budget|(?<!(thinking|reasoning|tokens?|time) )budget (has been )?exceeded/,
  /payment required|valid payment (method|instrument)|purchase (more )?credits/,
  /billing (error|not active|disabled|to be enabled)|check your billing/,
  /overdue|arrear|past invoices|account is in good standing/,
  /余额不足|欠费|额度不足|额度已用/,
];

/** They say so too, but where a wait is named they stand for a limit of so much in a time: Google's quotas say both. */
const noQuota = [
  /(insufficient|not enough) (\w+ ){0,2}quota/,
  /exceeded (your |the )?current quota|plan and billing details/,
  /free (trial|tier|credits?|quota)\b.{0,40}(expired|ended|exhausted|used up)/,
  /top up|recharge|payment (method|instrument)/,
];
const limitInTime =
  /resource exhausted|rate limits?\b|too many requests|per (second|minute|hour|day)|(retry|try again) in \d/;

const wrongKey = [
  /(invalid|incorrect|wrong|expired|missing|unknown|no) (x )?api ?key\b/,
  /api ?key (\w+ )?(is |was )?(not valid|invalid|incorrect|expired|missing|required|not found|not provided)/,
];

/** Codes and words in one writing: `InsufficientBalance`, `not_enough_balance` and words are read alike. */
const plain = (code: string | null, message: string | null): string =>
  `${code ?? ""} ${message ?? ""}`.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_\-\s.]+/g, " ")
    .toLowerCase();

/** Whether a refusal is for want of credit, by its code and its message as the server wrote them. */
export function saysNoCredit(code: string | null, message: string | null): boolean {
  const text = plain(code, message);
  return noCredit.some((words) => words.test(text)) ||
    (noQuota.some((words) => words.test(text)) && !limitInTime.test(text));
}

/** Whether a refusal is about the key, by its code and its message: Google and xAI say it under 400. */
export function saysWrongKey(code: string | null, message: string | null): boolean {
  const text = plain(code, message);
  return wrongKey.some((words) => words.test(text));
}
