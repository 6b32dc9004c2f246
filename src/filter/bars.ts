/** One list of names with a bar each; a click picks a name in or out. A node of its own. */
import { count, escapeHtml } from "../words/format.js";
import { providerMark } from "../components/provider_marks.js";
import { providerName, shortName } from "../words/names.js";

export interface Bars {
  node: HTMLElement;
  /** Draws how many rows each name has; a null name is that of rows without one. */
  draw(counts: Map<string | null, number>, selected: string[]): void;
}

/** A name of a list as a reader knows it. */
export const wordsOf = (key: string, name: string): string =>
  key === "provider" ? providerName(name) : key === "size" ? shortName(name.toUpperCase()) : name;

/** Each name as a reader knows it, or as it is where two would be one. */
export function labelsOf(key: string, names: string[]): string[] {
  const words = names.map((name) => wordsOf(key, name));
  return words.map((label, i) =>
    words.indexOf(label) === words.lastIndexOf(label) ? label : names[i]
  );
}

/** `names` in their order; rows of no name cannot be picked. */
export function makeBars(
  { key, label, simulated }: { key: string; label: string; simulated: boolean },
  names: string[],
  on: { near(): void; pick(selected: string[]): void },
): Bars {
  const node = document.createElement("figure");
  node.className = "cross names";
  node.dataset.key = key;
  const isProvider = key === "provider";
  node.innerHTML = `<figcaption><b>${escapeHtml(label)}</b>, requests<span class="most">${
    count(names.length)
  } names</span></figcaption><div class="bars" role="group" aria-label="${escapeHtml(label)}">${
    names.map((name, i) =>
      `<label data-name="${i}"><input type="checkbox"><span class="name" title="${
        escapeHtml(wordsOf(key, name))
      }">${isProvider ? `${providerMark(name, simulated)} ` : ""}${
        escapeHtml(wordsOf(key, name))
      }</span><span class="bar"><i></i></span><span class="n"></span></label>`
    ).join("")
  }</div><div class="range"><button type="button" class="link" hidden>clear</button><span class="cap"></span></div>`;
  const labels = [...node.querySelectorAll<HTMLElement>("[data-name]")];
  const boxes = [...node.querySelectorAll<HTMLInputElement>("[data-name] input")];
  const clear = node.querySelector<HTMLElement>("button.link")!;
  node.addEventListener("pointerenter", on.near);
  node.addEventListener("focusin", on.near);
  node.addEventListener("change", () => on.pick(names.filter((_, i) => boxes[i].checked)));
  clear.addEventListener("click", () => on.pick([]));
  return {
    node,
    draw(counts, selected) {
      const most = Math.max(1, ...names.map((name) => counts.get(name) ?? 0));
      labels.forEach((label, i) => {
        const n = counts.get(names[i]) ?? 0;
        const is = selected.includes(names[i]);
        boxes[i].checked = is;
        label.classList.toggle("out", selected.length > 0 && !is);
        label.querySelector<HTMLElement>("i")!.style.width = `${(100 * n) / most}%`;
        label.querySelector(".n")!.textContent = count(n);
      });
      clear.hidden = selected.length === 0;
      const without = counts.get(null) ?? 0;
      node.querySelector(".cap")!.textContent = without ? `${count(without)} without a value` : "";
    },
  };
}
