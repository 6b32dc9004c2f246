/** The walls of the house as a lint plugin: who may import what, and who may touch time, chance and the environment. */

/** One wall: files it holds for, and what they may not import or call. */
interface Wall {
  in: RegExp;
  except?: RegExp;
  imports?: RegExp;
  calls?: RegExp;
  why: string;
}

const walls: Wall[] = [
  {
    in: /benchmarks\/(record\/record|wire\/clock|plan\/random|wire\/recording)\.ts$/,
    imports: /^(\.|@\/)/,
    why: "imports nothing of ours",
  },
  {
    in: /\.ts$/,
    except: /benchmarks\/wire\/\w+\.ts$|tests\//,
    imports: /^undici/,
    why: "only wire/ knows undici",
  },
  {
    in: /\.ts$/,
    except: /benchmarks\/store\/duckdb\.ts$/,
    imports: /^@duckdb\//,
    why: "only store/duckdb.ts knows DuckDB",
  },
  {
    in: /benchmarks\/.*\.ts$|loaders\/.*\.ts$/,
    except: /benchmarks\/wire\/clock\.ts$/,
    calls: /^(Date\.now|performance\.now|new Date)$/,
    why: "only clock.ts reads time",
  },
  {
    in: /\.ts$/,
    except: /benchmarks\/plan\/random\.ts$|tests\//,
    calls: /^(Math\.random|crypto\.getRandomValues|crypto\.randomUUID)$/,
    why: "only random.ts makes randomness",
  },
  {
    in: /benchmarks\/providers\/.*\.ts$/,
    imports: /undici|node:|\/(transport|clock)\.ts$|auth\//,
    calls: /^(Deno\.|fetch$)/,
    why: "providers are pure",
  },
  {
    in: /(benchmarks\/(plan\/(plan|prompts)|record\/to_record|metrics\/\w+)|src\/charts\/\w+)\.ts$/,
    imports: /node:(fs|net|http)|\/store\//,
    calls: /^(Deno\.|fetch$)/,
    why: "does no input or output",
  },
  // The one loader that runs the harness also reads its configuration.
  {
    in: /loaders\/.*\.ts$/,
    except: /requests-\[config\]/,
    imports: /^@\/(?!benchmarks\/(store|metrics)\/|src\/charts\/)|^\./,
    why: "loaders see store/, metrics/ and charts only",
  },
  {
    in: /src\/(components|charts)\/.*\.ts$/,
    imports: /^@\/|benchmarks/,
    why: "src/ sees only src/ and packages",
  },
];

const name = (node: Deno.lint.Node): string => {
  if (node.type === "Identifier") return node.name;
  if (node.type === "MemberExpression" && node.property.type === "Identifier") {
    return `${name(node.object)}.${node.property.name}`;
  }
  return "";
};

const plugin: Deno.lint.Plugin = {
  name: "house",
  rules: {
    walls: {
      create(context) {
        const path = context.filename.replaceAll("\\", "/");
        const here = walls.filter((w) => w.in.test(path) && !w.except?.test(path));
        const report = (node: Deno.lint.Node, what: string, wall: Wall) =>
          context.report({ node, message: `${what}: ${wall.why}` });
        const imported = (node: Deno.lint.Node & { source?: { value: unknown } | null }) => {
          const source = String(node.source?.value ?? "");
          for (const wall of here) {
            if (source && wall.imports?.test(source)) report(node, `Import of "${source}"`, wall);
          }
        };
        const called = (node: Deno.lint.Node, callee: string) => {
          for (const wall of here) {
            if (callee && wall.calls?.test(callee)) report(node, `Use of ${callee}`, wall);
          }
        };
        return {
          ImportDeclaration: imported,
          ExportNamedDeclaration: imported,
          ExportAllDeclaration: imported,
          CallExpression: (node) => called(node, name(node.callee)),
          NewExpression: (node) => {
            if (node.arguments.length === 0) called(node, `new ${name(node.callee)}`);
          },
        };
      },
    },
  },
};
export default plugin;
