import { amountOf, effectiveRequest } from './effective-request';

const container = (cpu: string, restartPolicy?: string) => ({ restartPolicy, resources: { requests: { cpu } } });

test.each([
  ['regular containers run together', { containers: [container('1'), container('500m')] }, 1.5],
  [
    'native sidecars run beside them',
    { containers: [container('1')], initContainers: [container('100m', 'Always')] },
    1.1,
  ],
  ['init containers run before them', { containers: [container('1')], initContainers: [container('3')] }, 3],
  [
    'init containers run beside native sidecars that come before',
    { containers: [container('1')], initContainers: [container('1', 'Always'), container('3')] },
    4,
  ],
  [
    'init containers have ended when native sidecars come after',
    { containers: [container('1')], initContainers: [container('3'), container('1', 'Always')] },
    3,
  ],
])('%s', (_, spec, cpu) => {
  expect(effectiveRequest(spec, 'cpu')).toBeCloseTo(cpu);
});

test('quantities are read as Kubernetes writes them', () => {
  expect(['250m', '2', '1Ki', '1.5Gi', undefined].map(amountOf)).toEqual([0.25, 2, 1024, 1.5 * 1024 ** 3, 0]);
});
