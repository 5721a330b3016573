import { Word } from './shell-tokens';

export interface Redirect {
  /** As in `>`, `2>>` or `<`. */
  readonly operator: string;
  readonly target: Word;
}

/** A program or builtin with its words; the words may be none where only variables are set. */
export interface Simple {
  readonly kind: 'simple';
  readonly words: readonly Word[];
  readonly assignments: readonly Word[];
  readonly redirects: readonly Redirect[];
}

/** `while`, `until` and `for`. */
export interface Loop {
  readonly kind: 'loop';
  readonly keyword: 'while' | 'until' | 'for';
  /** Of `for` there is none. */
  readonly condition: List;
  /** What a `for` goes through; undefined where it is the script's own arguments. */
  readonly items: readonly Word[] | undefined;
  readonly body: List;
  readonly redirects: readonly Redirect[];
}

export interface Branches {
  readonly kind: 'if' | 'case';
  /** Of `case` without conditions. */
  readonly branches: readonly { readonly condition: List; readonly body: List }[];
  readonly otherwise: List | undefined;
  readonly redirects: readonly Redirect[];
}

export interface Group {
  readonly kind: 'group' | 'subshell' | 'function';
  /** Of a function. */
  readonly name: string;
  readonly body: List;
  readonly redirects: readonly Redirect[];
}

export type Command = Simple | Loop | Branches | Group;

export interface Pipeline {
  /** How it follows on the one before. */
  readonly after: '&&' | '||' | undefined;
  readonly negated: boolean;
  readonly commands: readonly Command[];
}

/** Pipelines joined by `&&` and `||`. */
export interface Statement {
  readonly pipelines: readonly Pipeline[];
  readonly background: boolean;
}

export type List = readonly Statement[];
