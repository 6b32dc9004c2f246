/** What the targets of a summary are called in its tables. */
type Targets = { provider: string; model: string }[];

/** A target by its provider; where several share it, by its model too. */
export function targetLabels(targets: Targets): string[] {
  return targets.map(({ provider, model }) =>
    targets.some((t) => t.provider === provider && t.model !== model)
      ? `${provider} ${model}`
      : provider
  );
}

/** The model that all targets share; null where they differ. */
export const sharedModel = (targets: Targets): string | null =>
  new Set(targets.map((t) => t.model)).size === 1 ? targets[0].model : null;

/** A target as it stands alone: by its provider, and by its model where not all have the same. */
export const fullLabels = (targets: Targets): string[] =>
  targets.map(({ provider, model }) =>
    sharedModel(targets) === null ? `${provider} ${model}` : provider
  );

/** Why targets of one run are ranked in tables of their own; nothing where they share one. */
export function apartNotes(targets: { board: string }[]): string[] {
  const boards = [...new Set(targets.map((t) => t.board))];
  const measured = new Set(boards.map((board) => board.replace(/_simulated$/, "")));
  const simulated = boards.filter((board) => board.endsWith("_simulated"));
  return [
    ...(measured.size > 1
      ? ["Different models or sizes are ranked separately, each among its own."]
      : []),
    ...(simulated.length && simulated.length < boards.length
      ? ["Simulated targets are ranked among themselves, never with real ones."]
      : []),
  ];
}
