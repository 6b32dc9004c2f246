/** Names and colours of providers: a colour is bound to a name, never to an order. */

const first = [
  "anyscale",
  "bedrock",
  "fireworks",
  "groq",
  "lepton",
  "perplexity",
  "replicate",
  "together",
];
const second = [
  "openai",
  "azure",
  "anthropic",
  "google",
  "cohere",
  "databricks",
  "octo",
  "cloudflare",
];

/** Colour of a provider as a CSS variable; simulated ones share one colour, unknown ones another. */
export function providerColor(provider: string): string {
  if (provider.startsWith("sim-")) return "var(--tb-simulated)";
  const name = brand(provider);
  return [...first, ...second].includes(name) ? `var(--tb-${name})` : "var(--tb-other)";
}

/** A second-ring provider is drawn as a square. */
export const isSquare = (provider: string): boolean => second.includes(brand(provider));

/** A host's name without its domain: `groq.com` and `groq` are one brand. */
const brand = (provider: string) =>
  provider.toLowerCase().replace(/\.(ai|com)$/, "").replace(/^azure\..*/, "azure");

/** `groq` as a heading writes it; names with a dot, a colon or a dash stay as they are. */
export function providerLabel(provider: string): string {
  return /^[a-z]+$/.test(provider) ? provider[0].toUpperCase() + provider.slice(1) : provider;
}
