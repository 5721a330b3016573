import { prod } from '../environments/prod';
import { environmentOf, requireApart } from './environment-checks';

function wrong(changes: { readonly [key: string]: unknown }): string {
  try {
    environmentOf('environments/prod.ts', { prod: { ...prod, ...changes } });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

test('right settings are taken as they are', () => {
  expect(environmentOf('environments/prod.ts', { prod })).toBe(prod);
  const least = { ...prod, maxReplicas: undefined, tlsSecretName: undefined };
  expect(environmentOf('environments/prod.ts', { any: least })).toBe(least);
});

const VERSION = "write a known version, from '1.25' to '1.36'";
const PODS = 'write a whole number, from 1 to 1000';
const HOST = 'write a DNS name such as web.example.com, without scheme, port and path';
const LABEL = 'write a name of at most 63 lower-case letters, digits and "-"';

test.each<[string, unknown, string]>([
  ['kubernetesVersion', '1.13', VERSION],
  ['kubernetesVersion', '1.99', VERSION],
  ['kubernetesVersion', '1.31.2', VERSION],
  ['kubernetesVersion', 'latest', VERSION],
  ['kubernetesVersion', 1.3, VERSION],
  ['replicas', 0, PODS],
  ['replicas', -1, PODS],
  ['replicas', 2.5, PODS],
  ['replicas', '3', PODS],
  ['replicas', 100_000, PODS],
  ['maxReplicas', 0.5, PODS],
  ['maxReplicas', 2, 'write at least replicas, 3'],
  ['host', 'https://web.example.com', HOST],
  ['host', 'web.example.com:443', HOST],
  ['host', 'web.example.com/shop', HOST],
  ['host', 'Web.example.com', HOST],
  ['host', 'web', HOST],
  ['host', '', HOST],
  ['host', null, HOST],
  ['namespace', 'Web', LABEL],
  ['namespace', 'a'.repeat(64), LABEL],
  ['ingressNamespace', 'a.b', LABEL],
  ['monitoringNamespace', '-a', LABEL],
  ['ingressClass', 'n_x', 'write a name of lower-case letters, digits, "-" and "."'],
  ['tlsSecretName', 'web tls', 'write a name of lower-case letters, digits, "-" and "."'],
])('%s is refused when it is %p', (key, value, rule) => {
  expect(wrong({ [key]: value })).toBe(
    `environments/prod.ts: ${key}: ${JSON.stringify(value)} is not right. Fix: ${rule}.`,
  );
});

test('a setting that is missing, and one that there is not', () => {
  expect(wrong({ host: undefined })).toBe('environments/prod.ts: host: it is missing. Fix: add it.');
  expect(wrong({ replica: 3 })).toMatch(
    /^environments\/prod.ts: replica: there is no such setting. Fix: use one of name,/,
  );
});

test('all that is wrong is said at once', () => {
  expect(wrong({ replicas: 0, maxReplicas: undefined, host: 'x' }).split('\n')).toHaveLength(2);
});

test('the name is that of the file, which is that of the output', () => {
  expect(wrong({ name: 'production' })).toBe(
    'environments/prod.ts: name: "production" is not the name of the file. Fix: write "prod", or rename the file.',
  );
});

test.each([
  ['nothing', {}, 0],
  ['two values', { prod, other: prod }, 2],
  ['a text', { prod: 'prod' }, 1],
])('a file that exports %s is none', (_, exported, count) => {
  expect(() => environmentOf('environments/prod.ts', exported)).toThrow(
    `environments/prod.ts: it exports ${count} values. Fix: export one Environment, and nothing else.`,
  );
});

test.each(['argocd', 'tutorial'])('the folder %s of the output is taken', (name) => {
  expect(() => environmentOf(`environments/${name}.ts`, { it: { ...prod, name } })).toThrow(
    `environments/${name}.ts: name: "${name}" is not right. Fix: choose another: dist/ has such a folder already.`,
  );
});

test('two environments do not share a namespace or a host', () => {
  const canary = { ...prod, name: 'canary' };
  expect(() => requireApart([prod, canary])).toThrow(
    `environments/canary.ts: namespace: environments/prod.ts has "${prod.namespace}" as well. Fix: write another one.\n` +
      `environments/canary.ts: host: environments/prod.ts has "${prod.host}" as well. Fix: write another one.`,
  );
  const apart = [prod, { ...canary, namespace: 'web-canary', host: 'canary.example.com' }];
  expect(requireApart(apart)).toBe(apart);
});
