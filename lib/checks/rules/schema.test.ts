import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingsOf, placesOf } from '../../../test/checks';
import { KubernetesVersion } from '../../kubernetes-version';
import { KINDS, SCHEMA_VERSION } from '../schema/data';
import { schema as rule } from './schema';

function deployment(podSpec: object, spec: object = {}, more: object = {}): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app' }], ...podSpec } },
      ...spec,
    },
    ...more,
  });
}

const withContainer = (container: object) => deployment({ containers: [{ name: 'app', ...container }] });
const fixOf = (yaml: string) => findingsOf(rule, yaml).map(({ severity, fix }) => `${severity}: ${fix}`);

const POD = 'spec.template.spec';
const APP = `${POD}.containers[0]`;

test.each<[string, string, string]>([
  ['a field with a slip in it', withContainer({ volumeMount: [] }), 'write volumeMounts'],
  ['a field in the wrong case', withContainer({ imagepullpolicy: 'Always' }), 'write imagePullPolicy'],
  ['a field without its unit', withContainer({ livenessProbe: { initialDelay: 5 } }), 'write initialDelaySeconds'],
  ['resources outside of resources', withContainer({ limits: {} }), `move it to ${APP}.resources`],
  ['volumes in a container', withContainer({ volumes: [] }), `move it to ${POD}`],
  ['a volume source in a container', withContainer({ emptyDir: {} }), `move it to an entry of ${POD}.volumes`],
  ['a user outside of securityContext', withContainer({ runAsUser: 5 }), `move it to ${APP}.securityContext`],
  [
    'a request outside of a probe',
    withContainer({ httpGet: { port: 80 } }),
    `move it to ${APP}.livenessProbe or ${APP}.readinessProbe or ${APP}.startupProbe`,
  ],
  ['an image outside of a container', deployment({ image: 'x' }), `move it to an entry of ${POD}.containers`],
  ['a restartPolicy on the wrong level', deployment({}, { restartPolicy: 'Always' }), `move it to ${POD}`],
  ['containers on the wrong level', deployment({}, { containers: [] }), `move it to ${POD}`],
  ['replicas on the wrong level', deployment({}, {}, { replicas: 3 }), 'move it to spec'],
  [
    'a reference outside of valueFrom',
    withContainer({ env: [{ name: 'A', secretKeyRef: { name: 'a', key: 'b' } }] }),
    `move it to ${APP}.env[0].valueFrom`,
  ],
])('is sure about %s', (_, yaml, fix) => expect(fixOf(yaml)).toEqual([`error: ${fix}`]));

test('only warns about fields that a newer version may have', () => {
  const yaml = withContainer({ restartPolicyRules: [] });
  expect(placesOf(rule, yaml)).toEqual([`warning app ${APP}.restartPolicyRules`]);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: '"restartPolicyRules" is no field of Container in Kubernetes 1.33',
    fix: 'remove it, or waive this if your cluster is newer and has it',
  });
  expect(fixOf(deployment({ hostnameOverride: 'x' }))[0]).toMatch(/^warning/);
  expect(fixOf(deployment({ volumes: [{ name: 'a', emptyDir: { mode: '0700' } }] }))[0]).toMatch(/^warning/);
});

test.each<[string, object, string]>([
  ['a number in quotes', { ports: [{ containerPort: '80' }] }, 'write 80, without quotes'],
  ['a number that is no text', { env: [{ name: 'PORT', value: 80 }] }, 'write "80", in quotes'],
  ['a flag in quotes', { stdin: 'true' }, 'write true, without quotes'],
  ['a command that is no list', { command: 'sleep 5' }, 'write a list, with "- " before each entry'],
  ['a list that is none', { securityContext: [] }, 'leave "- " out, as it is not a list'],
  ['a text that is no object', { resources: 'small' }, 'write its fields below it, each in a line'],
  ['a number with a fraction', { securityContext: { runAsUser: 1.5 } }, 'write a whole number'],
  [
    'a unit that is none',
    { resources: { limits: { memory: '1GB' } } },
    'write a number and a unit that Kubernetes knows, such as 500m, 64Mi or 1Gi',
  ],
  ['a word in the wrong case', { imagePullPolicy: 'always' }, 'write Always'],
  [
    'a word that is none of the words',
    { ports: [{ containerPort: 80, protocol: 'HTTP' }] },
    'write one of SCTP, TCP, UDP',
  ],
  ['a required field that is missing', { ports: [{ name: 'http' }] }, 'add containerPort'],
])('finds %s', (_, container, fix) => expect(fixOf(withContainer(container))).toEqual([`error: ${fix}`]));

test('quotes the API server', () => {
  expect(findingsOf(rule, deployment({}, { replicas: '3' }))).toMatchObject([
    {
      what: 'spec.replicas is "3", and it has to be a whole number',
      happens:
        'The API server rejects it: Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go value of type int32',
    },
  ]);
});

test.each([
  ['yes', true, 'is yes, which YAML reads as true, and'],
  ['0123', 83, 'is 0123, which YAML reads as 83, and'],
  ['1.10', 1.1, 'is 1.10, which YAML reads as 1.1, and'],
  ['80', 80, 'is 80, and'],
])('wants %s in quotes as it is written, not as it is read', (source, value, what) => {
  const yaml = withContainer({ env: [{ name: 'A', value }] });
  expect(findingsOf(rule, yaml, { sourceOf: () => source })).toMatchObject([
    { what: expect.stringContaining(what), fix: `write "${source}", in quotes` },
  ]);
});

test('says what it has to be in the words of the field, and of Go', () => {
  const [policy] = findingsOf(rule, withContainer({ imagePullPolicy: 'always' }));
  expect(policy.what).toBe('imagePullPolicy is "always", and it has to be Always, IfNotPresent or Never');
  const goType = (container: object) => findingsOf(rule, withContainer(container))[0].happens.split(' of type ')[1];
  expect(goType({ command: 'sleep 5' })).toBe('[]string');
  expect(goType({ ports: {} })).toBe('[]ContainerPort');
  expect(goType({ resources: 'small' })).toBe('ResourceRequirements');
  expect(goType({ resources: { limits: 'small' } })).toBe('map[string]resource.Quantity');
});

test('sees init containers and native sidecars', () => {
  const initContainers = [
    { name: 'setup', foo: 1 },
    { name: 'helper', restartPolicy: 'Always', image: 5 },
  ];
  expect(placesOf(rule, deployment({ initContainers }))).toEqual([
    `warning setup ${POD}.initContainers[0].foo`,
    `error helper ${POD}.initContainers[1].image`,
  ]);
});

test('finds what is not there at all', () => {
  expect(placesOf(rule, deployment({ containers: null }))).toEqual([`error Deployment web ${POD}`]);
  expect(placesOf(rule, deployment({ containers: [null] }))).toEqual([`error Deployment web ${POD}.containers[0]`]);
  expect(findingsOf(rule, 'apiVersion: apps/v1\nkind: Deployment\n').map(({ what }) => what)).toEqual([
    'the Deployment has no spec',
    'it has no name',
  ]);
  expect(placesOf(rule, 'apiVersion: apps/v1\nkind: Deployment\n')).toEqual([
    'error Deployment ? kind',
    'error Deployment ? kind',
  ]);
});

const ofKind = (apiVersion: string, kind: string, spec: object) =>
  JSON.stringify({ apiVersion, kind, metadata: { name: 'web' }, spec });

test.each([
  ['containers', deployment({ containers: [] }), `${POD}.containers`],
  ['ports of a Service', ofKind('v1', 'Service', { ports: [] }), 'spec.ports'],
  ['any ports of a Service', ofKind('v1', 'Service', { selector: { app: 'web' } }), 'spec'],
  [
    'paths',
    ofKind('networking.k8s.io/v1', 'Ingress', { rules: [{ host: 'a.example', http: { paths: [] } }] }),
    'spec.rules[0].http.paths',
  ],
])('finds that there are no %s', (_, yaml, path) => {
  expect(placesOf(rule, yaml).map((place) => place.split(' ').at(-1))).toEqual([path]);
  expect(findingsOf(rule, yaml)).toMatchObject([
    { severity: 'error', happens: expect.stringContaining(': Required value') },
  ]);
});

test.each([
  ['a headless Service', ofKind('v1', 'Service', { clusterIP: 'None', ports: [] })],
  ['a Service that is a name', ofKind('v1', 'Service', { type: 'ExternalName', externalName: 'a.example' })],
  ['an Ingress of hosts', ofKind('networking.k8s.io/v1', 'Ingress', { rules: [{ host: 'a.example' }] })],
  ['init containers that are none', deployment({ initContainers: [] })],
])('needs no entry in %s', (_, yaml) => expect(placesOf(rule, yaml)).toEqual([]));

test.each([
  ['v1', 'Deployment', 'apiVersion', 'write apiVersion: apps/v1'],
  ['extensions/v1beta1', 'Ingress', 'apiVersion', 'write apiVersion: networking.k8s.io/v1'],
  [
    'autoscaling/v2beta2',
    'HorizontalPodAutoscaler',
    'apiVersion',
    'write apiVersion: autoscaling/v1 or autoscaling/v2',
  ],
  ['v1', 'Configmap', 'kind', 'write kind: ConfigMap'],
  ['apps/v1', 'Deploymnet', 'kind', 'write kind: Deployment'],
])('finds %s %s', (apiVersion, kind, place, fix) => {
  const yaml = JSON.stringify({ apiVersion, kind, metadata: { name: 'web' } });
  expect(findingsOf(rule, yaml)).toMatchObject([{ path: [place], fix, severity: 'error' }]);
});

test('does not show what is in a Secret', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, data: { a: 'hunter2', b: 12345 } };
  const text = JSON.stringify(
    findingsOf(rule, JSON.stringify(secret)).map(({ what, happens, fix }) => [what, happens, fix]),
  );
  expect(text).toContain('the value of data.a will not do: it has to be in base64');
  expect(text).not.toMatch(/hunter2|12345/);
});

test('trusts words that a newer version may know, where that is the target', () => {
  const yaml = withContainer({ terminationMessagePolicy: 'Stream' });
  expect(placesOf(rule, yaml)).toEqual([`error app ${APP}.terminationMessagePolicy`]);
  const version = KubernetesVersion.parse('1.36', 'test');
  expect(placesOf(rule, yaml, { version })).toEqual([`warning app ${APP}.terminationMessagePolicy`]);
});

test.each([
  ['nothing in place of an object that may be empty', ofKind('networking.k8s.io/v1', 'Ingress', { rules: [null] })],
  ['nothing in place of a value', deployment({ volumes: null, nodeSelector: { disk: null } })],
  ['texts that are filled in before', deployment({}, { replicas: '${REPLICAS}' })],
  [
    'a memory in bytes, a port by its name',
    withContainer({ resources: { limits: { memory: 5e8 } }, livenessProbe: { httpGet: { port: 'http' } } }),
  ],
  [
    'what the API server fills in',
    '{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"a"},"spec":{"policyTypes":["Egress"]}}',
  ],
  [
    'an object of the cluster',
    deployment(
      {},
      {},
      { status: { anything: 1 }, metadata: { name: 'a', managedFields: [{ any: 1 }], creationTimestamp: null } },
    ),
  ],
  [
    'a Secret in base64 and one that SOPS has encrypted',
    '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"data":{"a":"AA==","b":"ENC[AES256_GCM,data:x]"}}',
  ],
  ['a manifest with the fields of SOPS', '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"sops":{}}'],
  [
    'a kind of somebody else',
    '{"apiVersion":"serving.knative.dev/v1","kind":"Service","metadata":{"name":"a"},"spec":{"what":1}}',
  ],
  ['a kind that it does not know', '{"apiVersion":"v1","kind":"Node","metadata":{"name":"a"},"what":1}'],
])('is content with %s', (_, yaml) => expect(placesOf(rule, yaml)).toEqual([]));

test('has a page with the version and the kinds that it knows', () => {
  const page = readFileSync(join(process.cwd(), 'docs/checks/schema.md'), 'utf8');
  expect(page).toContain(`The types are those of Kubernetes ${SCHEMA_VERSION},`);
  const listed = [...page.matchAll(/^- ((?:`[^`]+`(?: and )?)+): ([\w,\s]+?)$(?=\n-|\n\n)/gm)].flatMap(
    ([, versions, kinds]) =>
      [...versions.matchAll(/`([^`]+)`/g)].flatMap(([, version]) =>
        kinds.split(/,\s+/).map((kind) => `${version}/${kind}`),
      ),
  );
  expect(listed.sort()).toEqual(Object.keys(KINDS).sort());
});
