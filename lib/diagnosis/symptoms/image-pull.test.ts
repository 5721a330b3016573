import { event, live, waiting } from '../../../test/live';
import { diagnose } from '../diagnose';

const HUB = 'failed to resolve reference';

function pull(
  image: string,
  reason: string,
  message: string,
  more: { spec?: object; events?: ReturnType<typeof event>[] } = {},
) {
  const told = { web: { state: waiting(reason, message), ready: false, started: false } };
  const [found, ...others] = diagnose(
    live({ containers: [{ name: 'web', image }], ...more.spec }, { told, events: more.events }),
  );
  expect(others).toEqual([]);
  return found;
}

// Of containerd 1.7 with Kubernetes 1.31, which hands the reason on in the back-off as well (kubernetes#119427).
const denied = (name: string) =>
  `Back-off pulling image "${name}:1.27": ErrImagePull: failed to pull and unpack image "docker.io/library/${name}:1.27": ` +
  `${HUB} "docker.io/library/${name}:1.27": pull access denied, repository does not exist or may require authorization: ` +
  'server message: insufficient_scope: authorization failed';

test('a typing error in the name of a well-known image', () => {
  expect(pull('ngnix:1.27', 'ImagePullBackOff', denied('ngnix'))).toEqual({
    kind: 'Pod',
    name: 'web',
    namespace: 'shop',
    container: 'web',
    state: 'ImagePullBackOff',
    cause: 'no well-known image is called "ngnix:1.27", which looks like a slip for nginx:1.27',
    evidence: [expect.stringMatching(/^waiting: ImagePullBackOff: Back-off pulling image "ngnix:1.27"/)],
    rule: 'image-reference',
    fix: 'write nginx:1.27',
    object: 'Pod web',
    path: 'spec.containers[0].image',
  });
});

test.each([
  [
    'a repository that is not there',
    denied('shop-api'),
    'there is no image example.com/shop-api in its registry, or only for those who log in',
    'correct the name of the image, or log in with imagePullSecrets if it is private',
  ],
  [
    'a tag that is not there',
    'rpc error: code = NotFound desc = failed to pull and unpack image "example.com/shop-api:1.27": failed to resolve reference "example.com/shop-api:1.27": example.com/shop-api:1.27: not found',
    'the registry has no example.com/shop-api:1.27: the name or the tag does not exist',
    'name an image and a tag that are there',
  ],
  [
    'a registry that wants a login',
    'failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://example.com/token: 401 Unauthorized',
    'the registry gives example.com/shop-api:1.27 only to those who log in',
    'log in with a Secret of type kubernetes.io/dockerconfigjson, and name it in imagePullSecrets',
  ],
  [
    'too many pulls',
    'failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit.',
    'the registry does not let this node pull example.com/shop-api:1.27 for now: it has pulled too much without a login',
    'log in to the registry with imagePullSecrets, or use a mirror of it',
  ],
  [
    'a registry out of reach',
    'failed to do request: Head "https://example.com/v2/": dial tcp: lookup example.com on 10.96.0.10:53: no such host',
    'the node cannot reach the registry of example.com/shop-api:1.27',
    expect.stringContaining('or correct the host in the name of the image'),
  ],
  [
    'a registry that podman is told to block',
    'initializing source docker://example.com/shop-api:1.27: registry example.com is blocked in /etc/containers/registries.conf',
    'the node cannot reach the registry of example.com/shop-api:1.27',
    expect.any(String),
  ],
  [
    'another processor',
    'failed to unpack: no match for platform in manifest: not found',
    'example.com/shop-api:1.27 is not made for the processors of this node',
    expect.stringContaining('kubernetes.io/arch'),
  ],
  [
    'words that are not known',
    'the moon is full',
    'the image example.com/shop-api:1.27 cannot be pulled',
    expect.any(String),
  ],
])('%s', (_, message, cause, fix) => {
  expect(pull('example.com/shop-api:1.27', 'ErrImagePull', message)).toMatchObject({
    state: 'ErrImagePull',
    cause,
    fix,
  });
});

test('the event tells the reason where the status does not, as before Kubernetes 1.31', () => {
  const events = [
    event(
      'Failed',
      `Failed to pull image "example.com/api:2": rpc error: code = NotFound desc = example.com/api:2: not found`,
      {
        container: 'web',
        count: 3,
      },
    ),
    event('Failed', 'Error: ImagePullBackOff', { container: 'web', seconds: 90 }),
  ];
  const found = pull('example.com/api:2', 'ImagePullBackOff', 'Back-off pulling image "example.com/api:2"', { events });
  expect(found.cause).toBe('the registry has no example.com/api:2: the name or the tag does not exist');
  expect(found.evidence[1]).toMatch(/^Failed \(x3\): Failed to pull image/);
});

test('a login that is not there, and one that is refused', () => {
  const spec = { imagePullSecrets: [{ name: 'regcred' }] };
  const message = 'failed to pull: unauthorized: authentication required';
  const events = [
    event(
      'FailedToRetrieveImagePullSecret',
      'Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.',
    ),
  ];
  expect(pull('example.com/api:2', 'ErrImagePull', message, { spec, events })).toMatchObject({
    rule: 'missing-reference',
    path: 'spec.imagePullSecrets',
  });
  expect(pull('example.com/api:2', 'ErrImagePull', message, { spec }).cause).toBe(
    'the registry gives example.com/api:2 only to those who log in, and refuses this login',
  );
});

test.each([
  ['ErrImageNeverPull', 'Container image "api:2" is not present with pull policy of Never', 'imagePullPolicy'],
  [
    'InvalidImageName',
    'Failed to apply default image tag "API:2": couldn\'t parse image name "API:2": invalid reference format: repository name (library/API) must be lowercase',
    'image',
  ],
])('%s', (reason, message, field) => {
  const image = reason === 'InvalidImageName' ? 'API:2' : 'api:2';
  expect(pull(image, reason, message)).toMatchObject({
    state: reason,
    rule: 'image-reference',
    path: `spec.containers[0].${field}`,
  });
});
