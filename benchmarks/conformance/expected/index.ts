/** Every expectation, by the name of its script. */
import type { Expectations } from "../expectation.ts";
import { answers } from "./answers.ts";
import { brokenOff } from "./broken_off.ts";
import { endings } from "./endings.ts";
import { framing } from "./framing.ts";
import { heldOpen } from "./held_open.ts";
import { hostile } from "./hostile.ts";
import { nested } from "./nested.ts";
import { refusalExpectations } from "./refusals.ts";
import { repeated } from "./repeated.ts";
import { values } from "./values.ts";
import { worded } from "./worded.ts";

export const expected: Expectations = {
  ...answers,
  ...framing,
  ...endings,
  ...brokenOff,
  ...repeated,
  ...refusalExpectations,
  ...worded,
  ...hostile,
  ...nested,
  ...values,
  ...heldOpen,
};
