import { Composer, Document, Lexer, Parser, Schema } from 'yaml';
import { Unreadable } from './document';

/**
 * Bounds on one document, so that no input keeps this busy or full for long: the Kubernetes API takes no object above
 * 3 MB, and none comes near this depth.
 */
const MAX_TOKENS = 3_000_000;
export const MAX_DEPTH = 500;

// Everything is text until `values.ts` reads it as kubectl does.
const SCHEMA = new Schema({ schema: 'failsafe', resolveKnownTags: false });

interface Reporting {
  onError: (source: ErrorSource, code: string, message: string, warning?: boolean) => void;
}
type ErrorSource = number | [number, number] | { readonly offset: number };

/** The syntax tree of the text of one document. Throws at its first mistake. */
export function parseTree(text: string): Document.Parsed[] {
  const composer = new Composer({ schema: SCHEMA, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  // A text of nothing but mistakes would otherwise make as many errors as it has characters.
  let first: Unreadable | undefined;
  (composer as unknown as Reporting).onError = (source, code, message, warning) => {
    // go-yaml takes an escaped apostrophe.
    if (warning || (code === 'BAD_DQ_ESCAPE' && message.endsWith("\\'"))) return;
    throw (first ??= new Unreadable(sentenceOf(message), offsetOf(source)));
  };

  const documents: Document.Parsed[] = [];
  const parser = new Parser();
  const compose = (tokens: ReturnType<Parser['next']>) => {
    for (const token of tokens) {
      if (token.type === 'error') throw new Unreadable(sentenceOf(token.message), token.offset);
      documents.push(...(composer.next(token) as Iterable<Document.Parsed>));
    }
  };
  let tokens = 0;
  for (const lexeme of new Lexer().lex(text)) {
    compose(parser.next(lexeme));
    if (++tokens > MAX_TOKENS) throw new Unreadable('the document is too large. As JSON it can be read', 0);
    if (parser.stack.length > MAX_DEPTH) throw new Unreadable('values are nested too deeply', parser.offset);
  }
  compose(parser.end());
  documents.push(...(composer.end() as Iterable<Document.Parsed>));
  return documents;
}

function offsetOf(source: ErrorSource): number {
  if (typeof source === 'number') return source;
  return Array.isArray(source) ? source[0] : source.offset;
}

/** The parser quotes what it did not expect, which may be long. */
function sentenceOf(message: string): string {
  const short = message.length > 200 ? `${message.slice(0, 200)}...` : message;
  return short.charAt(0).toLowerCase() + short.slice(1);
}
