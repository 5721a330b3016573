import * as ts from 'typescript';
import { moduleOf } from './code';
import { Block, inRoot } from './markdown';

/** All blocks and the library as one program: loading the types of cdk8s-plus takes longer than checking all of them. */
export class TypeCheck {
  private readonly program: ts.Program;
  private readonly blocks = new Map<string, Block>();

  public constructor(blocks: Block[]) {
    for (const [index, block] of blocks.entries()) this.blocks.set(inRoot(`docs/block-${index}.ts`), block);
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.Node20,
      lib: ['lib.es2023.d.ts'],
      types: ['node'],
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      paths: { 'cdk8s-sidecars': [inRoot('lib/index.ts')] },
    };
    const host = ts.createCompilerHost(options);
    const fileExists = host.fileExists.bind(host);
    const getSourceFile = host.getSourceFile.bind(host);
    host.fileExists = (file) => this.blocks.has(file) || fileExists(file);
    host.getSourceFile = (file, ...rest) => {
      const block = this.blocks.get(file);
      return block ? ts.createSourceFile(file, moduleOf(block), rest[0]) : getSourceFile(file, ...rest);
    };
    this.program = ts.createProgram([inRoot('lib/index.ts'), ...this.blocks.keys()], options, host);
  }

  /** What does not compile, with the place of the block. */
  public errors(): string[] {
    return [...this.blocks].flatMap(([file, block]) => {
      const source = this.program.getSourceFile(file)!;
      const found = [...this.program.getSyntacticDiagnostics(source), ...this.program.getSemanticDiagnostics(source)];
      return found.map(({ start, messageText }) => {
        const line = source.getLineAndCharacterOfPosition(start ?? 0).line + (block.with === undefined ? 1 : 0);
        return `${block.place}, line ${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      });
    });
  }

  /** Everything a user of the library can name: what it exports, and the members of that which are declared here. */
  public publicNames(): string[] {
    const checker = this.program.getTypeChecker();
    const index = checker.getSymbolAtLocation(this.program.getSourceFile(inRoot('lib/index.ts'))!)!;
    const types = ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.Enum;
    const names = checker.getExportsOfModule(index).flatMap((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (!(symbol.flags & types)) return [];
      const members = [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])];
      return [symbol, ...members].filter(isPublic).map(({ name }) => name);
    });
    return [...new Set(names)];
  }
}

function isPublic({ name, valueDeclaration }: ts.Symbol): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const modifiers = valueDeclaration ? ts.getCombinedModifierFlags(valueDeclaration) : 0;
  return !name.startsWith('_') && name !== 'prototype' && (modifiers & hidden) === 0;
}
