/** What other harnesses are called where a reader meets them; files and columns have a word of lower case. */
const names: Record<string, string> = {
  aiperf: "AIPerf",
  llmperf: "LLMPerf",
  sglang: "SGLang",
  vllm: "vLLM",
};

export const harnessName = (harness: string): string =>
  Object.hasOwn(names, harness) ? names[harness] : harness;
