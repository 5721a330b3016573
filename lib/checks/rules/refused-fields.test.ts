import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { ofObject } from '../../../test/refusals';
import { refusedFields as rule } from './refused-fields';

test('names the container, the place, the words of the API server and a fix', () => {
  const yaml = podOf({ containers: [{ name: 'app', image: 'app:1', envFrom: [{}] }] });
  expect(placesOf(rule, yaml)).toEqual(['error app spec.containers[0].envFrom[0]']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'an entry of envFrom is empty',
    happens:
      'The API server rejects it: envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
    fix: 'add configMapRef or secretRef, or remove the entry',
  });
});

test('looks into the templates of workloads', () => {
  const pod = { template: { spec: { initContainers: [{ name: 'init', workingDir: 'app' }], dnsPolicy: 'None' } } };
  const yaml = JSON.stringify({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'job' },
    spec: { jobTemplate: { spec: pod } },
  });
  expect(placesOf(rule, yaml)).toEqual([
    'error init spec.jobTemplate.spec.template.spec.initContainers[0].workingDir',
    'error CronJob job spec.jobTemplate.spec.template.spec.dnsPolicy',
  ]);
});

test.each<[string, string[]]>([
  ['kinds of others', ofObject('example.com/v1', 'Service', { spec: { type: 'ExternalName' } })],
  ['what SOPS has encrypted', ofObject('v1', 'Secret', { type: 'kubernetes.io/tls', sops: {} })],
  ['objects without a spec', ofObject('v1', 'Service', { spec: null })],
])('is content with %s', (_, found) => expect(found).toEqual([]));
