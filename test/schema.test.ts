import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { withAllProps } from './all-props';
import { apiServerErrors } from './api-server';
import { OWN } from './pods';
import { schemaErrors } from './schema';
import { Manifest } from './synth';
import { KINDS, WORKLOADS } from './workloads';

const DIST = join(__dirname, '../dist');
const FILES = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));

describe('the objects of the app keep to the schemas', () => {
  test.each(FILES.sort())('%s', (file) => {
    const objects = parseAllDocuments(readFileSync(join(DIST, file), 'utf8')).map((document) => document.toJS());
    expect(objects.length).toBeGreaterThan(0);
    expect(objects.flatMap(schemaErrors)).toEqual([]);
    expect(objects.flatMap(apiServerErrors)).toEqual([]);
  });

  test('and are of these kinds', () => {
    const kinds = FILES.flatMap((file) => parseAllDocuments(readFileSync(join(DIST, file), 'utf8'))).map(
      (document) => document.toJS().kind,
    );
    expect([...new Set(kinds)].sort()).toEqual([
      'Application',
      'ConfigMap',
      'Deployment',
      'Gateway',
      'HTTPRoute',
      'HorizontalPodAutoscaler',
      'Ingress',
      'Namespace',
      'NetworkPolicy',
      'Pod',
      'PodDisruptionBudget',
      'Service',
    ]);
  });
});

describe.each(KINDS)('a %s keeps to the schemas', (kind) => {
  test('with as little as it takes', () => {
    const chart = Testing.chart();
    WORKLOADS[kind](chart, 'web', { main: { image: OWN, portNumber: 80 } });
    expect(Testing.synth(chart).flatMap(schemaErrors)).toEqual([]);
  });

  test('with all that it takes', () => {
    const chart = Testing.chart();
    withAllProps(kind, chart);
    expect(Testing.synth(chart).flatMap(schemaErrors)).toEqual([]);
  });
});

describe('the schemas', () => {
  const pod = (container: Manifest, spec: Manifest = {}): Manifest => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', labels: { any: 'label' } },
    spec: { containers: [{ name: 'app', ...container }], ...spec },
  });

  test('find a wrong type, a missing field, a value that there is not and a kind that there is not', () => {
    expect(schemaErrors(pod({ ports: [{ containerPort: '80' }] }))).toEqual([
      'Pod web: data/spec/containers/0/ports/0/containerPort must be integer',
    ]);
    expect(schemaErrors(pod({ ports: [{}] }))).toEqual([
      'Pod web: data/spec/containers/0/ports/0 must have required property containerPort',
    ]);
    expect(schemaErrors(pod({ imagePullPolicy: 'Sometimes' }))[0]).toContain(
      '/imagePullPolicy must be equal to one of',
    );
    expect(schemaErrors({ ...pod({}), kind: 'Pot' })).toEqual(['Pot web: there is no kind Pot in v1']);
  });

  test('find fields that they do not know, wherever they are', () => {
    expect(schemaErrors(pod({ restart: 'Always', resources: { requests: { cpu: '1' }, request: {} } }))).toEqual([
      'Pod web.spec.containers.0.restart is not known',
      'Pod web.spec.containers.0.resources.request is not known',
    ]);
  });

  test('are those of Kubernetes 1.33, whatever the page of kubernetes-models says', () => {
    expect(schemaErrors(pod({ lifecycle: { stopSignal: 'SIGUSR1' } }))).toEqual([]);
    expect(schemaErrors(pod({}, { hostnameOverride: 'added-in-1.34' }))).toEqual([
      'Pod web.spec.hostnameOverride is not known',
    ]);
  });
});
