import { containerOf } from '../../../test/manifest-pods';
import { builtName, byName, fullName, pullPolicyOf } from './image';

const DIGEST = `sha256:${'a'.repeat(64)}`;

test.each([
  ['nginx', 'docker.io/library/nginx:latest'],
  ['nginx:1.27', 'docker.io/library/nginx:1.27'],
  ['team/app:1', 'docker.io/team/app:1'],
  ['quay.io/team/app', 'quay.io/team/app:latest'],
  ['localhost:5000/app:1', 'localhost:5000/app:1'],
  [`nginx:1.27@${DIGEST}`, `docker.io/library/nginx@${DIGEST}`],
  ['Nginx', undefined],
  ['--privileged', undefined],
  ['nginx:', undefined],
])('%s is %s', (image, name) => expect(fullName(image)).toBe(name));

test.each([
  ['app:1', 'localhost/app:1'],
  ['team/app', 'localhost/team/app:latest'],
  ['quay.io/team/app:1', undefined],
  [`app@${DIGEST}`, undefined],
])('%s, built here, is %s', (image, name) => expect(builtName(image)).toBe(name));

test('an image is found by its tags and digests', () => {
  const tagged = { Id: 'a1', RepoTags: ['docker.io/library/nginx:1.27', 'localhost/own:2'], Config: { User: '101' } };
  const bare = { Id: 'b2', RepoTags: null, RepoDigests: [`quay.io/x@${DIGEST}`], Config: null };
  const found = byName([tagged, bare]);
  expect(found.get('localhost/own:2')).toEqual({ id: 'a1', user: '101', stopSignal: undefined });
  expect(found.get(`quay.io/x@${DIGEST}`)).toEqual({ id: 'b2', user: '', stopSignal: undefined });
});

test.each([
  [{ image: 'nginx' }, 'Always'],
  [{ image: 'nginx:latest' }, 'Always'],
  [{ image: 'nginx:1.27' }, 'IfNotPresent'],
  [{ image: `nginx@${DIGEST}` }, 'IfNotPresent'],
  [{ image: 'nginx', imagePullPolicy: 'Never' }, 'Never'],
  [{ image: 'nginx:1.27', imagePullPolicy: 'Always' }, 'Always'],
])('%j is pulled %s', (data, policy) => expect(pullPolicyOf(containerOf(data))).toBe(policy));
