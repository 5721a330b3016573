import { expand, namesIn } from './expansion';

const variables = new Map([
  ['NAME', 'web'],
  ['EMPTY', ''],
  ['NESTED', '$(NAME)'],
]);

test.each([
  ['$(NAME)', 'web'],
  ['a-$(NAME)-$(NAME)', 'a-web-web'],
  ['$(EMPTY)', ''],
  // What is not there stays as it is, and so does what is no reference.
  ['$(OTHER)', '$(OTHER)'],
  ['$NAME ${NAME} `x` $', '$NAME ${NAME} `x` $'],
  ['$(NAME', '$(NAME'],
  ['$()', '$()'],
  // Two of them escape a reference.
  ['$$(NAME)', '$(NAME)'],
  ['$$$(NAME)', '$web'],
  ['$$', '$'],
  // A value is not read again.
  ['$(NESTED)', '$(NAME)'],
])('%s', (text, expected) => expect(expand(text, variables)).toBe(expected));

test('names what a text refers to', () => {
  expect(namesIn('$(A)/$$(B)/$(C)$(A)')).toEqual(['A', 'C', 'A']);
});
