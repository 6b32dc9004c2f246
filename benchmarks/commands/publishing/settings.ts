/** What a publisher wrote of a store, looked at before anything is computed or frozen. */
import { ConfigError } from "../../plan/config.ts";
import { heldSecrets } from "../../plan/held_secrets.ts";
import { publisherPresets } from "../../queries/published/presets.ts";
import { readBoard } from "../../store/board/board_file.ts";
import { readDisputes } from "../../store/board/disputes_file.ts";
import { dataFolder } from "../../store/views.ts";
import { knownSecrets } from "../../targets/secret_variables.ts";

/**
 * Throws `ConfigError`, with lines, where `board.jsonc`, `disputes.jsonc` or `presets.jsonc` cannot be used, and where
 * they or the `note` of an edition hold a secret of this environment or what looks like one: all of it is published.
 */
export async function refuseFaultySettings(note: string | null = null): Promise<void> {
  const data = dataFolder();
  const settings = {
    "board.jsonc": await readBoard(data),
    "disputes.jsonc": await readDisputes(data),
    "presets.jsonc": await publisherPresets(),
    note,
  };
  const faults = heldSecrets(settings, knownSecrets(Deno.env.toObject()))
    .map((fault) => fault.split(": ").slice(0, 2).join(": "));
  if (note && !/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u.test(note)) {
    faults.push("note: holds a character that does not print");
  }
  if (faults.length) throw new ConfigError("What is published", faults, "be published");
}
