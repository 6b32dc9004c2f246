/** Names of providers, and the colours bound to some of them. */

/** Those with a colour of their own, by whose names the colours go. */
export const ring = [
  "anyscale",
  "bedrock",
  "fireworks",
  "groq",
  "lepton",
  "perplexity",
  "replicate",
  "together",
];
/** Those that have these colours too, as squares. */
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

/** Shape and colour bound to a provider's name; null of a name that nobody bound. */
export function boundOf(provider: string): { shape: "circle" | "square"; color: string } | null {
  const name = brand(provider);
  const color = `var(--tb-${name})`;
  if (ring.includes(name)) return { shape: "circle", color };
  return second.includes(name) ? { shape: "square", color } : null;
}

/** A host's name without its domain: `api.groq.com` and `groq` are one brand. */
export const brand = (provider: string) =>
  provider.toLowerCase().replace(/^(api|text)\./, "").replace(/\.(ai|com|xyz)$/, "")
    .replace(/^azure\..*/, "azure");

/** `groq` as a heading writes it; names with a dot, a colon or a dash stay as they are. */
export function providerLabel(provider: string): string {
  return /^[a-z]+$/.test(provider) ? provider[0].toUpperCase() + provider.slice(1) : provider;
}
