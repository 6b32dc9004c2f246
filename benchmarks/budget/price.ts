/** What tokens cost by the publisher's price file. */
import { dataFolder } from "../store/views.ts";
import { readPrices } from "../store/reference/prices.ts";

/** US dollars of a million tokens; `cached` and `reasoning` are the others' where the file has none. */
export interface TokenPrice {
  input: number;
  cached: number;
  output: number;
  reasoning: number;
}

/** Tokens; cached ones are among the input, those of reasoning among the output. */
export interface Tokens {
  input: number;
  output: number;
  cached?: number;
  reasoning?: number;
}

/** Whose price: the service tier is what its requests ask for. */
export interface Priced {
  provider: string;
  model: string;
  simulate?: string;
  params?: Record<string, unknown>;
}

/** The price of a target; null where nobody knows it. */
export type Prices = (target: Priced) => TokenPrice | null;

const nothing: TokenPrice = { input: 0, cached: 0, output: 0, reasoning: 0 };

/** The prices in force on a day. A simulator of ours costs nothing. */
export async function pricesOn(day: Date): Promise<Prices> {
  const { prices } = await readPrices(dataFolder());
  const today = day.toISOString().slice(0, 10);
  const from = (price: (typeof prices)[number]) => String(price.valid_from ?? price.seen_on);
  const inForce = prices.filter((price) => from(price) <= today)
    .sort((a, b) => from(a) < from(b) ? 1 : -1);
  return ({ provider, model, simulate, params }) => {
    if (simulate !== undefined) return nothing;
    const tier = typeof params?.service_tier === "string" ? params.service_tier : null;
    const price = inForce.find((p) =>
      p.provider === provider && p.model === model && p.tier === tier
    );
    const [input, output] = [price?.input_usd_per_million, price?.output_usd_per_million];
    if (typeof input !== "number" || typeof output !== "number") return null;
    return {
      input,
      output,
      cached: Number(price!.cached_input_usd_per_million ?? input),
      reasoning: Number(price!.reasoning_usd_per_million ?? output),
    };
  };
}

/** US dollars; `atMost`: of whatever kind the tokens turn out to be. NaN where the price is not known. */
export function usdOf(
  { input, output, cached = 0, reasoning = 0 }: Tokens,
  price: TokenPrice | null,
  atMost = false,
): number {
  if (!price) return NaN;
  const [ofInput, ofOutput] = atMost
    ? [Math.max(price.input, price.cached), Math.max(price.output, price.reasoning)]
    : [price.input, price.output];
  return ((input - cached) * ofInput + cached * price.cached + (output - reasoning) * ofOutput +
    reasoning * price.reasoning) / 1e6;
}
