interface Breaks {
  breaksBetween(this: void, before: string, after: string): string[];
}

const { breaksBetween } = jest.requireActual<Breaks>('./breaks.cjs');

const page = (...sections: string[]) => ['# API\n', ...sections].join('\n## ');
const POD = 'Pod\n\n`class` `extends kplus.Pod`\n\nA Pod.\n\n- `new Pod(id: string)`\n- `add(): void` Adds.\n';
const PROPS = 'Props\n\n`options`\n\n- `name?: string` Its name.\n';
const FACTS = 'Facts\n\n`data`\n\n- `user: number`\n';

test('nothing breaks where there is only more, or other words', () => {
  const more = POD.replace('Adds.', 'Adds one.').replace('A Pod.', 'Pods.') + '- `remove(): void`\n';
  const after = page(
    more,
    `${PROPS}- \`image?: string\`\n`,
    `${FACTS}- \`group: number\`\n`,
    'New\n\n`enum`\n\n- `A`\n',
  );

  expect(breaksBetween(page(POD, PROPS, FACTS), after)).toEqual([]);
});

test.each([
  ['a type', page(PROPS), ['Pod: gone']],
  ['a member', page(POD.replace('- `add(): void` Adds.\n', ''), PROPS), ['Pod: without `add(): void`']],
  ['a parent', page(POD.replace(' `extends kplus.Pod`', ''), PROPS), ['Pod: without `extends kplus.Pod`']],
  [
    'a signature',
    page(POD.replace('id: string', 'id: string, size: number'), PROPS),
    ['Pod: without `new Pod(id: string)`'],
  ],
])('%s that is gone or another breaks what used it', (_, after, expected) => {
  expect(breaksBetween(page(POD, PROPS), after)).toEqual(expected);
});

test('an option that must be given breaks who did not give it', () => {
  expect(breaksBetween(page(PROPS), page(`${PROPS}- \`image: string\`\n`))).toEqual([
    'Props: asks for `image: string`',
  ]);
});
