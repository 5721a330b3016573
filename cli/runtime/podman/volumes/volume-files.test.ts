import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManifestSet } from '../../../../lib/model/manifest-set';
import { objectOf, podOf, Spec } from '../../../../test/manifest-pods';
import { Configuration } from '../configuration';
import { identityOf } from '../identity';
import { locateSubPath, subPathOf } from './sub-path';
import { filesOf } from './volume-files';
import { writeFiles } from './write-files';

const NODE = { name: 'node', address: '192.0.2.1', cores: 4, memory: 8 * 2 ** 30 };
const OBJECTS = [
  objectOf('ConfigMap', 'site', {
    metadata: { namespace: 'shop' },
    data: { 'index.html': '<h1>', 'nginx.conf': 'x' },
    binaryData: { icon: 'AAEC' },
  }),
  objectOf('Secret', 'tls', { metadata: { namespace: 'shop' }, stringData: { key: 'k' } }),
];

function files(volume: Spec, spec: Spec = {}) {
  const pod = podOf({ ...spec, volumes: [{ name: 'v', ...volume }] }, { labels: { app: 'web' } });
  const facts = { pod, identity: identityOf(pod.workload), address: undefined, node: NODE };
  const found = filesOf(pod.volumes[0], new Configuration(new ManifestSet(OBJECTS), 'shop'), facts);
  return found.map(({ path, content, mode }) => [path, content.toString('latin1'), mode.toString(8)]);
}

test('the keys of a ConfigMap, all or some', () => {
  expect(files({ configMap: { name: 'site' } })).toEqual([
    ['icon', '\0\x01\x02', '644'],
    ['index.html', '<h1>', '644'],
    ['nginx.conf', 'x', '644'],
  ]);
  const items = [{ key: 'index.html', path: 'en/index.html', mode: 0o400 }];
  expect(files({ configMap: { name: 'site', items, defaultMode: 0o600 } })).toEqual([['en/index.html', '<h1>', '400']]);
});

test('the group of the volumes may read', () => {
  const secret = { secretName: 'tls', defaultMode: 0o400 };
  expect(files({ secret })).toEqual([['key', 'k', '400']]);
  expect(files({ secret }, { securityContext: { fsGroup: 7 } })).toEqual([['key', 'k', '440']]);
});

test('several sources in one volume', () => {
  const resources = { requests: { cpu: '500m' } };
  const sources = [
    { configMap: { name: 'site', items: [{ key: 'nginx.conf', path: 'a' }] } },
    { secret: { name: 'tls' } },
    {
      downwardAPI: {
        items: [
          { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
          { path: 'cpu', resourceFieldRef: { containerName: 'app', resource: 'requests.cpu', divisor: '1m' } },
        ],
      },
    },
    { serviceAccountToken: { path: 'token' } },
  ];
  expect(files({ projected: { sources, defaultMode: 0o444 } }, { containers: [{ resources }] })).toEqual([
    ['a', 'x', '444'],
    ['key', 'k', '444'],
    ['labels', 'app="web"', '444'],
    ['cpu', '500', '444'],
  ]);
});

test.each([
  [{ configMap: { name: 'none' } }, 'configmap "none" not found'],
  [{ secret: { secretName: 'none' } }, 'secret "none" not found'],
  [
    { configMap: { name: 'site', items: [{ key: 'x', path: 'x' }] } },
    'configmap references non-existent config key: x',
  ],
  [{ secret: { secretName: 'tls', items: [{ key: 'x', path: 'x' }] } }, 'references non-existent secret key: x'],
])('%j', (volume, message) => expect(() => files(volume)).toThrow(message));

test('what is optional may lack', () => {
  expect(files({ configMap: { name: 'none', optional: true } })).toEqual([]);
  expect(files({ secret: { secretName: 'tls', optional: true, items: [{ key: 'x', path: 'x' }] } })).toEqual([]);
});

describe('in a folder', () => {
  let root: string;
  let volume: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'volume-'));
    volume = join(root, 'v');
    mkdirSync(volume);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (path: string, mode = 0o644) => writeFiles(volume, [{ path, content: Buffer.from('x'), mode }]);

  test('files are laid out as the kubelet does, whatever this process lets others do', () => {
    const before = process.umask(0o077);
    try {
      write('en/index.html', 0o640);
    } finally {
      process.umask(before);
    }
    expect(readlinkSync(join(volume, 'en'))).toBe('..data/en');
    expect(lstatSync(join(volume, '..data')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(volume, 'en/index.html'), 'utf8')).toBe('x');
    expect(statSync(join(volume, 'en/index.html')).mode & 0o777).toBe(0o640);
    expect(statSync(join(volume, 'en')).mode & 0o777).toBe(0o755);
  });

  test.each(['../x', 'a/../../x', '/etc/x', '..', '', '.', '../../../../../../tmp/x', 'a\0b'])(
    'nothing is written outside of it: "%s"',
    (path) => {
      expect(() => write(path)).toThrow();
      expect(readdirSync(root)).toEqual(['v']);
    },
  );

  test.each(['..data', '..x', 'a..b', '-rf', '$(x)', 'a:b,c', 'index html'])(
    'a strange name stays inside: "%s"',
    (path) => {
      write(path);
      expect(readdirSync(root)).toEqual(['v']);
      expect(readFileSync(join(volume, '..data', path), 'utf8')).toBe('x');
    },
  );

  test('a part of it is made when it is not there, with its mode', () => {
    const place = locateSubPath(volume, 'a//b/');
    expect(place).toBe(join(volume, 'a/b'));
    expect(statSync(place).mode).toBe(statSync(volume).mode);
  });

  test('a file of it, through its links', () => {
    write('app.conf');
    expect(readFileSync(locateSubPath(volume, 'app.conf'), 'utf8')).toBe('x');
  });

  test.each([
    ['..', 'up'],
    ['/etc', 'absolute'],
    ['../other', 'beside it'],
    ['../v2', 'beside it, with a name that begins as its own'],
  ])('a link to %s leads out of it', (target) => {
    symlinkSync(target, join(volume, 'link'));
    for (const beside of ['other', 'v2']) mkdirSync(join(root, beside));
    expect(() => locateSubPath(volume, 'link')).toThrow('subPath link leads out of its volume');
    expect(() => locateSubPath(volume, 'link/deep')).toThrow('leads out');
    expect(() => locateSubPath(volume, '../other')).toThrow('leads out');
    expect(existsSync(join(root, 'other/deep'))).toBe(false);
  });

  test('nothing is made at the other end of a link to nowhere', () => {
    symlinkSync(join(root, 'nowhere'), join(volume, 'link'));
    expect(() => locateSubPath(volume, 'link')).toThrow();
    expect(existsSync(join(root, 'nowhere'))).toBe(false);
  });
});

const variables = new Map([
  ['POD', 'web'],
  ['EMPTY', ''],
]);
const subPath = (data: Spec) => {
  const volumeMounts = [{ name: 'v', mountPath: '/v', ...data }];
  return subPathOf(podOf({ containers: [{ volumeMounts }] }).regular[0].mounts[0], variables);
};

test('a part may be named by variables, which have to be there', () => {
  expect(subPath({})).toBeUndefined();
  expect(subPath({ subPath: '' })).toBeUndefined();
  expect(subPath({ subPath: '$(POD)' })).toBe('$(POD)');
  expect(subPath({ subPathExpr: 'logs/$(POD)' })).toBe('logs/web');
  expect(() => subPath({ subPathExpr: '$(NO)/$(EMPTY)/$(NO)/$(POD)' })).toThrow(/^missing value for EMPTY, NO$/);
});
