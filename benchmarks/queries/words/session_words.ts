/** What the columns of view `sessions` are that are no metrics. */
export const sessionWords: Record<string, string> = {
  simulated: "True where the answers came from the simulator.",
  phase: "warmup, measured or cooldown; only measured sessions are in a population.",
  session: "Number of the session, from 0 within a phase; requests have it too.",
  began_at: "When its first turn was due, in a closed loop when it was sent, UTC.",
  turns: "Turns that it has as rows, dropped ones too.",
  turns_answered: "Of them, those that were answered, if need be when they were sent again.",
  outcome:
    "completed: every turn was answered at its first attempt; retried: every turn, some when " +
    "sent again; failed: a turn was not, and ended it; incomplete: the run ended first.",
};
