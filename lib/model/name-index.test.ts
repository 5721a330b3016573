import { isSlip, NameIndex } from './name-index';

test.each([
  ['web-frontned', 'web-frontend'],
  ['web-fronted', 'web-frontend'],
  ['webfrontend', 'web-frontend'],
  ['Web_Frontend', 'web-frontend'],
  ['web', 'web-svc'],
  ['orders', 'order'],
])('takes %s for %s', (a, b) => {
  expect(new NameIndex(['other', b]).meant(a)).toBe(b);
});

test.each([
  ['web-1', 'web-2'],
  ['team-a-web', 'team-b-web'],
  ['api', 'app'],
  ['cart', 'orders'],
  ['web', 'web'],
])('does not take %s for %s', (a, b) => {
  expect(new NameIndex([b]).meant(a)).toBeUndefined();
});

test('says nothing of a name that is as it is', () => {
  expect(isSlip('web', 'web')).toBe(true);
  expect(new NameIndex(['web-svc', 'web']).meant('x')).toBeUndefined();
});
