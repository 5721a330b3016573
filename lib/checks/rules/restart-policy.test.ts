import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { KubernetesVersion } from '../../kubernetes-version';
import { restartPolicy as rule } from './restart-policy';

const containers = [{ name: 'app', image: 'example.com/app:1' }];

function workload(kind: string, restartPolicy: unknown): string {
  const template = { spec: { restartPolicy, containers } };
  const group = kind === 'Job' || kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
  const spec = kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template };
  return JSON.stringify({ apiVersion: group, kind, metadata: { name: 'work' }, spec });
}

test.each(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'])('finds a %s whose Pods are to end', (kind) => {
  for (const policy of ['Never', 'OnFailure']) {
    expect(placesOf(rule, workload(kind, policy))).toEqual([`error ${kind} work spec.template.spec.restartPolicy`]);
  }
});

test('finds a Job or CronJob whose Pods are not to end, said or by default', () => {
  expect(placesOf(rule, workload('Job', 'Always'))).toEqual(['error Job work spec.template.spec.restartPolicy']);
  expect(placesOf(rule, workload('Job', undefined))).toEqual(['error Job work spec.template.spec']);
  expect(placesOf(rule, workload('CronJob', undefined))).toEqual([
    'error CronJob work spec.jobTemplate.spec.template.spec',
  ]);
  expect(placesOf(rule, workload('Job', null))).toEqual(['error Job work spec.template.spec.restartPolicy']);
});

test('says what to write', () => {
  expect(findingsOf(rule, workload('Job', undefined))[0]).toMatchObject({
    what: 'its Pods have no restartPolicy, which makes it Always',
    fix: 'set restartPolicy in the Pod template to Never for a new Pod on failure, or OnFailure for a restart in the same Pod',
  });
});

test('finds a regular container with a restartPolicy, and an init container with another one than Always', () => {
  const yaml = podOf({
    initContainers: [
      { name: 'setup', restartPolicy: 'Never' },
      { name: 'helper', restartPolicy: 'Always' },
    ],
    containers: [{ ...containers[0], restartPolicy: 'Always' }],
  });
  expect(placesOf(rule, yaml)).toEqual([
    'error setup spec.initContainers[0].restartPolicy',
    'error app spec.containers[0].restartPolicy',
  ]);
  expect(placesOf(rule, yaml, { version: KubernetesVersion.parse('1.34', 'test') })).toEqual([]);
});

test.each(['1.29', '1.34'])('finds a policy of a container that is none, for Kubernetes %s', (version) => {
  const context = { version: KubernetesVersion.parse(version, 'test') };
  const yaml = podOf({
    initContainers: [
      { name: 'helper', restartPolicy: 'always' },
      { name: 'later', restartPolicy: '${POLICY}' },
    ],
    containers: [{ ...containers[0], restartPolicy: 'Sometimes' }],
  });
  expect(findingsOf(rule, yaml, context)).toMatchObject([
    {
      path: ['spec', 'initContainers', 0, 'restartPolicy'],
      what: 'the restartPolicy of the container is "always", which is none',
      happens: 'The API server rejects it: restartPolicy: Unsupported value: "always"',
      fix: 'write Always for a native sidecar, or leave it out for an init container',
    },
    { container: 'app', fix: 'leave it out, and set the restartPolicy of the Pod' },
  ]);
});

test('is content with what each kind allows', () => {
  expect(placesOf(rule, workload('Job', 'Never'))).toEqual([]);
  expect(placesOf(rule, workload('CronJob', 'OnFailure'))).toEqual([]);
  expect(placesOf(rule, workload('Deployment', undefined))).toEqual([]);
  expect(placesOf(rule, workload('Deployment', 'Always'))).toEqual([]);
  expect(placesOf(rule, podOf({ restartPolicy: 'Never', containers }))).toEqual([]);
});

test('leaves what is no policy to the schema', () => {
  expect(placesOf(rule, workload('Deployment', 'Sometimes'))).toEqual([]);
  expect(placesOf(rule, workload('Job', 5))).toEqual([]);
  expect(placesOf(rule, podOf({ containers: [{ name: 'app', restartPolicy: {} }] }))).toEqual([]);
});
