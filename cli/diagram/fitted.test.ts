import { fitted } from './fitted';

test.each([
  ['<text x="1" font-size="10.00">ab</text>', '11.1'],
  ['<text x="1" font-weight="bold" font-size="10.00">ab</text>', '11.7'],
  ['<text x="1" font-size="20.00">&lt;&#45;&#160;…</text>', '43.9'],
])('%s keeps its width in Arial', (text, width) => {
  expect(fitted(`<g>${text}\n</g>`)).toBe(
    `<g>${text.replace('.00">', `.00" textLength="${width}" lengthAdjust="spacingAndGlyphs">`)}\n</g>`,
  );
});

test.each(['<text x="1" font-size="9.00">你好</text>', '<text x="1" font-size="9.00"></text>', '<text x="1">a</text>'])(
  '%s stays as it is',
  (text) => expect(fitted(text)).toBe(text),
);
