/** Chunks of chat completions. */

export const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
export const delta = (value: unknown) => event({ choices: [{ index: 0, delta: value }] });
export const end = (reason: string) =>
  event({ choices: [{ index: 0, delta: {}, finish_reason: reason }] }) + "data: [DONE]\n\n";
