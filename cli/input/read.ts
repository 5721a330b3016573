import { Decoded } from './bytes';
import { Unreadable } from './document';
import { parseTree } from './tree';
import { valueOf } from './values';

// kubectl splits a file at these lines itself, and takes nothing but a comment on them.
const SEPARATOR_WITH_VALUE = /^---[ \t]+[^ \t\r\n#]/;

/** The value of a document. Throws its first mistake. */
export function readDocument({ document, problem, json }: Decoded): unknown {
  if (problem) throw problem;
  if (json) return json.value;
  if (SEPARATOR_WITH_VALUE.test(document.text)) {
    throw new Unreadable('a value on the line of "---" is not read by kubectl', 0);
  }
  const [first, second] = parseTree(document.text);
  if (second) throw new Unreadable('a second document begins without a line "---"', second.range[0]);
  return first && valueOf(first);
}
