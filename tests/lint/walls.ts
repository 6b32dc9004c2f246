/** The walls of the house as a lint rule: who may import what, and who may touch time, chance and the outside. */
import type { Wall } from "./wall.ts";
import { walls } from "./wall_list.ts";

type Node = Deno.lint.Node;

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** The file's path from the root of the project. */
const pathOf = (filename: string): string => {
  const path = filename.replaceAll("\\", "/");
  return path.startsWith(root) ? path.slice(root.length) : path;
};

/** What an import means: the path from the root for a file of ours, else the specifier. */
function targetOf(specifier: string, path: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (!specifier.startsWith(".")) return specifier;
  const target = decodeURIComponent(new URL(specifier, `file:///${path}`).pathname).slice(1);
  // Pages import `x.js`, which is `x.ts`.
  return target.replace(/\.js$/, ".ts");
}

const literal = (node: unknown): string => {
  const { type, value } = (node ?? {}) as { type?: string; value?: unknown };
  return type === "Literal" && typeof value === "string" ? value : "";
};

/** `a.b.c` of a chain of properties, `a["b"]` included; "" where part of it is computed. */
function dotted(node: Node): string {
  if (node.type === "Identifier") return node.name;
  if (node.type !== "MemberExpression") return "";
  const object = dotted(node.object as Node);
  const key = node.computed
    ? literal(node.property)
    : node.property.type === "Identifier"
    ? node.property.name
    : "";
  if (!object || !key) return "";
  return `${object}.${key}`.replace(
    /^(globalThis|window|self)\.(?=Date|performance|Math|crypto|Deno|process|fetch)/,
    "",
  );
}

const create = (context: Deno.lint.RuleContext): Deno.lint.LintVisitor => {
  const path = pathOf(context.filename);
  const here = walls.filter((wall) => wall.files.test(path) && !wall.except?.test(path));
  const report = (node: Node, what: string, wall: Wall) =>
    context.report({ node, message: `${what}: ${wall.why}` });

  const imported = (node: Node, specifier: string, names: string[] = [], isType = false) => {
    if (!specifier) return;
    const target = targetOf(specifier, path);
    for (const wall of here) {
      if (wall.allow?.test(target) || wall.types && isType) continue;
      if (
        [target, ...names.map((name) => `${target}#${name}`)].some((t) => wall.imports?.test(t))
      ) {
        report(node, `Import of "${specifier}"`, wall);
      }
    }
  };
  const used = (node: Node, name: string) => {
    for (const wall of here) {
      if (name && wall.uses?.test(name)) report(node, `Use of ${name}`, wall);
    }
  };

  return {
    Program(node) {
      const lines = context.sourceCode.text.trimEnd().split("\n").length;
      for (const wall of here) {
        if (lines > (wall.lines ?? Infinity)) report(node, `${lines} lines`, wall);
      }
    },
    ImportDeclaration(node) {
      imported(
        node,
        node.source.value,
        node.specifiers.map((s) =>
          s.type === "ImportDefaultSpecifier"
            ? "default"
            : s.type === "ImportNamespaceSpecifier"
            ? "*"
            : s.imported.type === "Identifier"
            ? s.imported.name
            : s.imported.value
        ),
        node.importKind === "type",
      );
    },
    ExportNamedDeclaration(node) {
      imported(node, literal(node.source));
    },
    ExportAllDeclaration(node) {
      imported(node, literal(node.source), ["*"]);
    },
    ImportExpression(node) {
      imported(node, literal(node.source), ["*"]);
    },
    TSImportType(node) {
      imported(node, literal((node.argument as { literal?: unknown }).literal ?? node.argument));
    },
    MemberExpression(node) {
      used(node, dotted(node));
    },
    CallExpression(node) {
      if (node.callee.type !== "Identifier") return;
      if (node.callee.name !== "Date" || node.arguments.length === 0) used(node, node.callee.name);
    },
    NewExpression(node) {
      const name = dotted(node.callee as Node);
      // `new Date(1000)` is arithmetic, `new Date()` reads the clock.
      if (name === "Date") return node.arguments.length ? undefined : used(node, "new Date");
      if (node.callee.type === "Identifier") used(node, name);
    },
    VariableDeclarator(node) {
      if (node.id.type !== "ObjectPattern" || !node.init) return;
      for (const property of node.id.properties) {
        if (property.type === "Property" && property.key.type === "Identifier") {
          used(node, `${dotted(node.init as Node)}.${property.key.name}`);
        }
      }
    },
  };
};

const plugin: Deno.lint.Plugin = { name: "house", rules: { walls: { create } } };
export default plugin;
