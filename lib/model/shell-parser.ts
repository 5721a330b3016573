import { Branches, Command, Group, List, Loop, Pipeline, Redirect, Statement } from './shell-syntax';
import { NotUnderstood, Token, tokensOf, Word } from './shell-tokens';

const DEPTH = 50;
const NONE: List[] = [];
const CLOSING = ['then', 'elif', 'else', 'fi', 'do', 'done', 'esac', '}'];

/** The script taken apart, or undefined where it has something in it that is not understood. */
export function parseScript(script: string): List | undefined {
  try {
    return new Parser(tokensOf(script)).whole();
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

/** What `$(...)` in the word runs. */
export function innerLists(word: Word): List[] {
  return word.inner.length === 0
    ? NONE
    : word.inner.flatMap((tokens) => {
        try {
          return [new Parser(tokens).whole()];
        } catch (error) {
          if (error instanceof NotUnderstood) return [];
          throw error;
        }
      });
}

class Parser {
  private at = 0;
  private depth = 0;

  public constructor(private readonly tokens: readonly Token[]) {}

  public whole(): List {
    const list = this.list();
    if (this.at < this.tokens.length) throw new NotUnderstood();
    return list;
  }

  private list(): List {
    const statements: Statement[] = [];
    for (;;) {
      while (this.operator('\n', ';')) continue;
      const token = this.tokens[this.at];
      if (!token || this.closes(token)) break;
      const pipelines = [this.pipeline(undefined)];
      for (let after = this.operator('&&', '||'); after; after = this.operator('&&', '||')) {
        this.newlines();
        pipelines.push(this.pipeline(after as '&&' | '||'));
      }
      const background = this.operator('&') !== undefined;
      statements.push({ pipelines, background });
      if (!background && !this.operator('\n', ';')) break;
    }
    return statements;
  }

  private pipeline(after: Pipeline['after']): Pipeline {
    let negated = false;
    while (this.keyword('!')) negated = !negated;
    const commands = [this.command()];
    while (this.operator('|')) {
      this.newlines();
      commands.push(this.command());
    }
    return { after, negated, commands };
  }

  private command(): Command {
    if (++this.depth > DEPTH) throw new NotUnderstood();
    const command = this.compound() ?? this.simple();
    this.depth--;
    return command;
  }

  private compound(): Command | undefined {
    if (this.operator('(')) {
      const body = this.list();
      this.expectOperator(')');
      return { kind: 'subshell', name: '', body, redirects: this.redirects() };
    }
    switch (this.keyword('{', 'while', 'until', 'for', 'if', 'case', 'select', 'coproc', 'function', 'time')) {
      case '{': {
        const body = this.list();
        this.expect('}');
        return { kind: 'group', name: '', body, redirects: this.redirects() };
      }
      case 'while':
        return this.loop('while');
      case 'until':
        return this.loop('until');
      case 'for':
        return this.forLoop();
      case 'if':
        return this.branches();
      case 'case':
        return this.cases();
      case undefined:
        return undefined;
      default:
        throw new NotUnderstood();
    }
  }

  private loop(keyword: 'while' | 'until'): Loop {
    const condition = this.list();
    return { kind: 'loop', keyword, condition, items: undefined, ...this.body() };
  }

  private forLoop(): Loop {
    this.word();
    let items: Word[] | undefined;
    this.newlines();
    if (this.keyword('in')) {
      items = [];
      while (this.tokens[this.at]?.kind === 'word') items.push(this.word());
    }
    while (this.operator('\n', ';')) continue;
    return { kind: 'loop', keyword: 'for', condition: [], items, ...this.body() };
  }

  private body(): Pick<Loop, 'body' | 'redirects'> {
    this.expect('do');
    const body = this.list();
    this.expect('done');
    return { body, redirects: this.redirects() };
  }

  private branches(): Branches {
    const branches: { condition: List; body: List }[] = [];
    let otherwise: List | undefined;
    let next: string | undefined = 'elif';
    while (next === 'elif') {
      const condition = this.list();
      this.expect('then');
      branches.push({ condition, body: this.list() });
      next = this.keyword('elif', 'else', 'fi');
    }
    if (next === 'else') {
      otherwise = this.list();
      this.expect('fi');
    } else if (next === undefined) {
      throw new NotUnderstood();
    }
    return { kind: 'if', branches, otherwise, redirects: this.redirects() };
  }

  private cases(): Branches {
    this.word();
    this.newlines();
    this.expect('in');
    const branches: { condition: List; body: List }[] = [];
    let otherwise: List | undefined;
    for (;;) {
      this.newlines();
      if (this.keyword('esac')) break;
      this.operator('(');
      const patterns = [this.word().text];
      while (this.operator('|')) patterns.push(this.word().text);
      this.expectOperator(')');
      const body = this.list();
      if (patterns.includes('*')) otherwise = body;
      else branches.push({ condition: [], body });
      if (!this.operator(';;')) {
        this.newlines();
        this.expect('esac');
        break;
      }
    }
    return { kind: 'case', branches, otherwise, redirects: this.redirects() };
  }

  private simple(): Command {
    const words: Word[] = [];
    const assignments: Word[] = [];
    const redirects: Redirect[] = [];
    for (let token = this.tokens[this.at]; token; token = this.tokens[this.at]) {
      if (token.kind === 'redirect') {
        redirects.push(...this.redirects());
      } else if (token.kind === 'word') {
        this.at++;
        if (words.length === 0 && /^[A-Za-z_]\w*\+?=/.test(token.word.text)) assignments.push(token.word);
        else words.push(token.word);
        if (words.length === 1 && token.word.text === '[[' && !token.word.quoted) this.skipTest();
      } else if (token.text === '(' && words.length === 1 && assignments.length + redirects.length === 0) {
        return this.definition(words[0].text);
      } else break;
    }
    if (words.length + assignments.length + redirects.length === 0) throw new NotUnderstood();
    return { kind: 'simple', words, assignments, redirects };
  }

  private definition(name: string): Group {
    this.expectOperator('(');
    this.expectOperator(')');
    this.newlines();
    const body = this.command();
    if (body.kind !== 'group' && body.kind !== 'subshell') throw new NotUnderstood();
    return { ...body, kind: 'function', name };
  }

  /** In `[[ ... ]]` the operators mean something else. */
  private skipTest(): void {
    for (;;) {
      const token = this.tokens[this.at++];
      if (!token) throw new NotUnderstood();
      if (token.kind === 'word' && token.word.text === ']]') return;
    }
  }

  private redirects(): Redirect[] {
    const redirects: Redirect[] = [];
    for (let token = this.tokens[this.at]; token?.kind === 'redirect'; token = this.tokens[this.at]) {
      this.at++;
      redirects.push({ operator: token.text, target: this.word() });
    }
    return redirects;
  }

  private word(): Word {
    const token = this.tokens[this.at++];
    if (token?.kind !== 'word') throw new NotUnderstood();
    return token.word;
  }

  private newlines(): void {
    while (this.operator('\n')) continue;
  }

  private operator(...texts: string[]): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== 'operator' || !texts.includes(token.text)) return undefined;
    this.at++;
    return token.text;
  }

  private expectOperator(text: string): void {
    if (!this.operator(text)) throw new NotUnderstood();
  }

  private keyword(...keywords: string[]): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== 'word' || token.word.quoted || !keywords.includes(token.word.text)) return undefined;
    this.at++;
    return token.word.text;
  }

  private expect(keyword: string): void {
    if (!this.keyword(keyword)) throw new NotUnderstood();
  }

  private closes(token: Token): boolean {
    if (token.kind === 'operator') return token.text === ')' || token.text === ';;';
    return token.kind === 'word' && !token.word.quoted && CLOSING.includes(token.word.text);
  }
}
