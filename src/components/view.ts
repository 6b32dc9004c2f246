/**
 * A page that follows its controls: what is chosen stands in the address, Back brings back what was chosen before, and
 * the page is drawn again when a control, the address or its width changes.
 *
 * A control takes part by its name, which is a key of the state. A box that is ticked is "1". Boxes inside an element
 * with `data-left-out` are one key together: the values of those that are not ticked, as `nameListText` joins them.
 * A slider that is dragged and a search that is typed change the address as one step. A slider whose steps are uneven
 * lists its values in `data-steps`. Controls with `data-own` are the page's own business.
 */
import { nameListText, namesIn } from "../words/name_list.js";
import { onWidth } from "./resize.js";
import { keptSearch, readState, sayGone, searchOf } from "./state.js";

export interface Page<S> {
  root: HTMLElement;
  /** What an address need not say; it may depend on what it says (the systems of the board it names). */
  defaults: (state: Partial<S>) => S;
  /** Mends, in place, what an address names and is not here. */
  known?: (state: S) => void;
  /** What follows, in place, from a choice of the reader. */
  chosen?: (state: S, name: string, before: S) => void;
  /** Computes a drawing. What it returns puts it on the page, unless a later one was begun meanwhile. */
  draw: (state: S) => Promise<() => void> | (() => void);
}

export interface View<S> {
  readonly state: S;
  /** Chooses as a reader does by a control: one step of the history, unless `step` is false. */
  choose(change: Partial<S>, step?: boolean): Promise<void>;
}

/** Which of the controls of one name this is. */
const selectorOf = ({ name, type, value }: HTMLInputElement): string =>
  `[name="${name}"]${/^(radio|checkbox)$/.test(type) ? `[value="${CSS.escape(value)}"]` : ""}`;

/** The values that a slider's positions stand for, where it lists them. */
const stepsOf = (input: HTMLInputElement) => input.dataset.steps?.split(" ");

function fill<S extends Record<string, string>>(root: HTMLElement, state: S): void {
  const inputs = root.querySelectorAll<HTMLInputElement>("input[name],select[name]");
  for (const input of inputs) {
    const group = input.closest<HTMLElement>("[data-left-out]")?.dataset.leftOut;
    if (group) input.checked = !namesIn(state[group]).includes(input.value);
    else if (!(input.name in state) || "own" in input.dataset) continue;
    else if (input.type === "radio") input.checked = input.value === state[input.name];
    else if (input.type === "checkbox") input.checked = state[input.name] !== "";
    else {
      const value = String(stepsOf(input)?.indexOf(state[input.name]) ?? state[input.name]);
      if (input.value !== value) input.value = value;
    }
  }
}

/** What a control says: the key of the state, and its value. */
function said(input: HTMLInputElement): [string, string] {
  const group = input.closest<HTMLElement>("[data-left-out]");
  if (!group) {
    const value = input.type === "checkbox" ? (input.checked ? "1" : "") : input.value;
    return [input.name, stepsOf(input)?.[Number(value)] ?? value];
  }
  const boxes = [...group.querySelectorAll<HTMLInputElement>("input")];
  const out = boxes.filter((box) => !box.checked).map(({ value }) => value);
  return [group.dataset.leftOut!, nameListText(out)];
}

/** Starts the page; resolves when it is drawn for the first time. */
export async function view<S extends Record<string, string>>(page: Page<S>): Promise<View<S>> {
  const { root, draw } = page;
  let state: S;
  let turn = 0;
  let dragging = false;
  let written: string | null = null;

  function read(): void {
    written = null;
    // The keys are those of the defaults, whatever they are.
    const said = readState(page.defaults({}));
    state = readState(page.defaults(said));
    page.known?.(state);
  }
  function write(step: boolean): void {
    const search = [keptSearch(state), searchOf(state, page.defaults(state))]
      .filter(Boolean).join("&");
    if (search === written) return;
    written = search;
    const address = `${location.pathname}${search ? `?${search}` : ""}${location.hash}`;
    history[step ? "pushState" : "replaceState"](null, "", address);
  }
  async function redraw(): Promise<void> {
    const mine = ++turn;
    const put = await draw(state);
    if (mine !== turn) return;
    const focused = document.activeElement;
    const again = focused instanceof HTMLElement && root.contains(focused) && "name" in focused
      ? selectorOf(focused as HTMLInputElement)
      : null;
    const open = [...root.querySelectorAll("details[open][id]")];
    put();
    fill(root, state);
    // What was drawn anew stays unfolded, and a control keeps the focus.
    for (const { id } of open) root.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
    if (again && !root.contains(focused)) root.querySelector<HTMLElement>(again)?.focus();
    root.dataset.ready = String(mine);
  }
  async function choose(change: Partial<S>, step = true): Promise<void> {
    const before = { ...state };
    Object.assign(state, change);
    for (const name in change) page.chosen?.(state, name, before);
    sayGone(root, null);
    write(step);
    await redraw();
  }

  root.addEventListener("submit", (event) => event.preventDefault());
  for (const kind of ["input", "change"]) {
    root.addEventListener(kind, (event) => {
      const input = event.target as HTMLInputElement;
      const slides = /^(range|search)$/.test(input.type);
      if ("own" in input.dataset || (kind === "input" && !slides)) return;
      const [name, value] = said(input);
      if (!(name in state)) return;
      const goesOn = dragging;
      dragging = kind === "input";
      if (state[name] !== value) choose({ [name]: value } as Partial<S>, !goesOn);
    });
  }
  addEventListener("popstate", () => {
    read();
    write(false);
    redraw();
  });
  onWidth(root, redraw);
  read();
  write(false);
  await redraw();
  return {
    get state() {
      return state;
    },
    choose,
  };
}
