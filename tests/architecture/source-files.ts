/** Reads src/ as the architecture's tests see it: each file's imports, functions and module-level names, by TypeScript's own parser. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export interface Import {
  /** A path below src (`sim/fs/bytes.ts`), or a package's name. */
  readonly target: string;
  readonly package: boolean;
  /** Gone after compilation. */
  readonly typeOnly: boolean;
  /** `export … from`. */
  readonly passedOn: boolean;
}

export interface LongFunction {
  readonly name: string;
  readonly lines: number;
}

export interface SourceFile {
  /** Below src: `sim/fs/bytes.ts`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Every function with the lines of its body. */
  readonly functions: readonly LongFunction[];
  /** Names of variables of the module that can be assigned to. */
  readonly mutable: readonly string[];
}

const sourceRoot = fileURLToPath(new URL('../../src', import.meta.url));

export function readSourceFiles(): readonly SourceFile[] {
  return filesBelow(sourceRoot)
    .filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => readSourceFile(posix.normalize(relative(sourceRoot, file).replaceAll('\\', '/')), readFileSync(file, 'utf8')));
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

export function readSourceFile(path: string, text: string): SourceFile {
  const script = path.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : text;
  const tree = ts.createSourceFile(path, script, ts.ScriptTarget.Latest, true);
  const found = { imports: [] as Import[], functions: [] as LongFunction[], mutable: [] as string[] };
  for (const statement of tree.statements) addMutable(statement, found.mutable);
  const visit = (node: ts.Node): void => {
    addImport(node, path, found.imports);
    addFunction(node, tree, found.functions);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { path, text, lines: text.split('\n').length - 1, ...found };
}

function addImport(node: ts.Node, from: string, imports: Import[]): void {
  const add = (specifier: ts.Node | undefined, typeOnly: boolean, passedOn = false) => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    const isPackage = !specifier.text.startsWith('.');
    const target = isPackage ? packageName(specifier.text) : posix.join(posix.dirname(from), specifier.text);
    imports.push({ target, package: isPackage, typeOnly, passedOn });
  };
  if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
  else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly, true);
  else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    !!named &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

/** `@xterm/xterm/css/xterm.css` → `@xterm/xterm`, `node:fs` → `node:`. */
function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function addFunction(node: ts.Node, tree: ts.SourceFile, functions: LongFunction[]): void {
  if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return;
  const line = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
  functions.push({ name: functionName(node), lines: line(node.end) - line(node.getStart(tree)) + 1 });
}

function functionName(node: ts.SignatureDeclaration): string {
  const named = node.name ? node : node.parent;
  return 'name' in named && named.name && typeof (named.name as ts.Node).getText === 'function'
    ? (named.name as ts.Node).getText()
    : 'anonymous';
}

function addMutable(statement: ts.Statement, names: string[]): void {
  if (!ts.isVariableStatement(statement) || statement.declarationList.flags & ts.NodeFlags.Const) return;
  for (const declaration of statement.declarationList.declarations) names.push(declaration.name.getText());
}
