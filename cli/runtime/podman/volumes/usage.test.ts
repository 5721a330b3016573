import { podOf, Spec } from '../../../../test/manifest-pods';
import { memorySizeOf } from './empty-dir';
import { evictionFor, parseUsage } from './usage';

const MI = 2 ** 20;

test('what du writes', () => {
  const output = 'du: cannot access x\n12\t/run/a b\n0\t/run/c\n';
  expect([...parseUsage(output)]).toEqual([
    ['/run/a b', 12 * 1024],
    ['/run/c', 0],
  ]);
});

const VOLUMES = [
  { name: 'cache', emptyDir: { sizeLimit: '10Mi' } },
  { name: 'free', emptyDir: {} },
  { name: 'ram', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
];
const evicted = (usage: Record<string, number>, spec: Spec = {}) =>
  evictionFor(podOf({ volumes: VOLUMES, ...spec }), new Map(Object.entries(usage)));

test('a volume that is larger than its limit', () => {
  expect(evicted({ cache: 10 * MI, free: 100 * MI })).toBeUndefined();
  expect(evicted({ cache: 10 * MI + 1 })).toBe('Usage of EmptyDir volume "cache" exceeds the limit "10Mi". ');
});

test('memory has its own limit', () => {
  expect(evicted({ ram: 5 * MI })).toBeUndefined();
});

test('all volumes together, against the limits of all containers', () => {
  const limit = (size: string) => ({ resources: { limits: { 'ephemeral-storage': size } } });
  const spec = {
    containers: [{ name: 'a', ...limit('20Mi') }, { name: 'b' }],
    initContainers: [
      { name: 'side', restartPolicy: 'Always', ...limit('5Mi') },
      { name: 'first', ...limit('500Mi') },
    ],
  };
  expect(evicted({ free: 25 * MI }, spec)).toBeUndefined();
  expect(evicted({ free: 25 * MI, cache: 1 }, spec)).toBe(
    'Pod ephemeral local storage usage exceeds the total limit of containers 25Mi. ',
  );
});

const memory = (size: string | undefined) => (size === undefined ? {} : { resources: { limits: { memory: size } } });

test.each([
  // Of the volume, of init containers, of regular ones, and what is left.
  ['16Mi', [], [undefined], 16],
  [undefined, [], [undefined], 1000],
  [undefined, [], ['64Mi', '32Mi'], 96],
  [undefined, [], ['64Mi', undefined], 1000],
  ['16Mi', [], ['8Mi'], 8],
  // An init container runs before the others, not beside them.
  [undefined, ['100Mi'], ['64Mi'], 100],
  [undefined, ['10Mi'], ['64Mi'], 64],
  [undefined, [undefined], ['64Mi'], 1000],
])('with a limit of %s, init containers of %j and others of %j', (sizeLimit, inits, mains, expected) => {
  const pod = podOf({
    volumes: [{ name: 'ram', emptyDir: { medium: 'Memory', ...(sizeLimit === undefined ? {} : { sizeLimit }) } }],
    initContainers: inits.map((size, index) => ({ name: `i${index}`, ...memory(size) })),
    containers: mains.map((size, index) => ({ name: `c${index}`, ...memory(size) })),
  });
  expect(memorySizeOf(pod.volumes[0], pod, 1000 * MI)).toBe(expected * MI);
});
