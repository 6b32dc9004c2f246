/** One list of names with a bar each; a click picks a name in or out. A node of its own. */
import { count, escapeHtml } from "../words/format.js";
import { providerMark } from "../components/provider_marks.js";
import { providerName, shortName } from "../words/names.js";

export interface Bars {
  node: HTMLElement;
  /** Draws how many rows each name has; a null name is that of rows without one. */
  draw(counts: Map<string | null, number>, selected: string[]): void;
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
  const wordsOf = (name: string) =>
    isProvider ? providerName(name) : key === "size" ? shortName(name.toUpperCase()) : name;
  node.innerHTML = `<figcaption><b>${escapeHtml(label)}</b>, requests<span class="most">${
    count(names.length)
  } names</span></figcaption><div class="bars" role="group" aria-label="${escapeHtml(label)}">${
    names.map((name, i) =>
      `<button type="button" aria-pressed="false" data-name="${i}"><span class="name" title="${
        escapeHtml(wordsOf(name))
      }">${isProvider ? `${providerMark(name, simulated)} ` : ""}${
        escapeHtml(wordsOf(name))
      }</span><span class="bar"><i></i></span><span class="n"></span></button>`
    ).join("")
  }</div><div class="range"><button type="button" class="link" hidden>clear</button><span class="cap"></span></div>`;
  const buttons = [...node.querySelectorAll<HTMLElement>("[data-name]")];
  const clear = node.querySelector<HTMLElement>("button.link")!;
  let chosen: string[] = [];
  node.addEventListener("pointerenter", on.near);
  node.addEventListener("focusin", on.near);
  node.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("button");
    if (!button) return;
    const name = names[Number(button.dataset.name)];
    if (name === undefined) return on.pick([]);
    on.pick(chosen.includes(name) ? chosen.filter((n) => n !== name) : [...chosen, name]);
  });
  return {
    node,
    draw(counts, selected) {
      chosen = selected;
      const most = Math.max(1, ...names.map((name) => counts.get(name) ?? 0));
      buttons.forEach((button, i) => {
        const n = counts.get(names[i]) ?? 0;
        const is = selected.includes(names[i]);
        button.setAttribute("aria-pressed", String(is));
        button.classList.toggle("out", selected.length > 0 && !is);
        button.querySelector<HTMLElement>("i")!.style.width = `${(100 * n) / most}%`;
        button.querySelector(".n")!.textContent = count(n);
      });
      clear.hidden = selected.length === 0;
      const without = counts.get(null) ?? 0;
      node.querySelector(".cap")!.textContent = without ? `${count(without)} without a value` : "";
    },
  };
}
