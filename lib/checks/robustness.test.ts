import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { ANYTHING, places, replaced, WORDS } from '../../test/anything';
import { objectsIn } from '../../test/checks';
import { readPage } from '../../test/rule-page';
import { KubernetesVersion } from '../kubernetes-version';
import { objectsOf } from '../model/kube-object';
import { check } from './engine';
import { findingText } from './finding';

const PAGES = join(process.cwd(), 'docs/checks');
const RUNS = 2000;

/** The manifests of all pages: what rules look at is in there. */
const MANIFESTS: readonly unknown[][] = readdirSync(PAGES)
  .filter((file) => file !== 'README.md')
  .flatMap((file) => {
    const { bad, good } = readPage(readFileSync(join(PAGES, file), 'utf8'));
    return [...bad, ...good].map((yaml) => objectsIn(yaml).map(({ data }) => data));
  });

/** Whether all can be said about it that the formats say. */
function isSayable(documents: readonly unknown[], minor = 29): boolean {
  const version = KubernetesVersion.parse(`1.${minor}`, 'test');
  const findings = check(
    documents.flatMap((document) => objectsOf(document)),
    { context: { version, complete: minor % 2 === 0 } },
  );
  return findings.every((finding) => findingText(finding).length > 0);
}

test('a value of any type in any place of a manifest makes no rule fail', () => {
  const mutant = fc.record({
    manifest: fc.constantFrom(...MANIFESTS),
    changes: fc.array(fc.tuple(fc.nat(), ANYTHING), { minLength: 1, maxLength: 3 }),
    minor: fc.integer({ min: 20, max: 40 }),
  });
  fc.assert(
    fc.property(mutant, ({ manifest, changes, minor }) => {
      let documents: unknown = manifest;
      for (const [index, value] of changes) {
        const all = places(documents).slice(1);
        if (all.length === 0) break;
        documents = replaced(documents, all[index % all.length], value);
      }
      return isSayable(Array.isArray(documents) ? (documents as unknown[]) : [documents], minor);
    }),
    { seed: 42, numRuns: RUNS },
  );
});

/** Fields that exclude each other, or need each other. */
const RELATED: readonly unknown[] = [
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: {
      hostNetwork: true,
      dnsPolicy: 'None',
      dnsConfig: { searches: ['a'], options: [{ name: 'ndots' }] },
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      securityContext: { sysctls: [{ name: 'kernel.shm_rmid_forced', value: '1' }] },
      tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }],
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule', matchLabelKeys: ['a'] },
      ],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }],
          },
        },
      },
      containers: [
        {
          name: 'a',
          image: 'a:1',
          workingDir: '/a',
          command: ['a'],
          ports: [{ containerPort: 80, hostPort: 80 }],
          env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
          envFrom: [{ configMapRef: { name: 'a' } }],
          volumeMounts: [{ name: 'a', mountPath: '/a', subPath: 'a', readOnly: true, recursiveReadOnly: 'Enabled' }],
          securityContext: {
            allowPrivilegeEscalation: false,
            seccompProfile: { type: 'Localhost', localhostProfile: 'a' },
            capabilities: { add: ['NET_ADMIN'] },
          },
        },
      ],
      volumes: [
        {
          name: 'a',
          projected: { defaultMode: 420, sources: [{ configMap: { name: 'a', items: [{ key: 'a', path: 'a' }] } }] },
        },
      ],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a' },
    spec: {
      type: 'LoadBalancer',
      clusterIP: '10.0.0.1',
      externalIPs: ['203.0.113.7'],
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 30090,
      loadBalancerClass: 'a/b',
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } },
      ports: [
        { name: 'a', port: 53, nodePort: 30053 },
        { name: 'b', port: 53, nodePort: 30053, protocol: 'UDP' },
      ],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'a' },
    spec: {
      podSelector: {},
      policyTypes: ['Ingress'],
      ingress: [
        { from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 80, endPort: 90 }] },
      ],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'a', annotations: { 'kubernetes.io/ingress.class': 'a' } },
    spec: {
      ingressClassName: 'a',
      tls: [{ hosts: ['a'] }],
      rules: [
        {
          host: 'a',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }],
          },
        },
      ],
    },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'a' },
    spec: {
      completionMode: 'Indexed',
      completions: 1,
      backoffLimitPerIndex: 1,
      podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }] },
      template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a:1' }] } },
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'a' },
    spec: {
      selector: { matchLabels: { a: 'b' } },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } },
    },
  },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'a' },
    spec: {
      minReplicas: 1,
      maxReplicas: 2,
      scaleTargetRef: { kind: 'Deployment', name: 'a' },
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 5, policies: [{ type: 'Pods', value: 1, periodSeconds: 5 }] },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'a' },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': 'e30=' },
    stringData: { a: 'b' },
  },
];

test.each([[{ toString: 1 }], ['${A}']])('%j in any place makes no rule fail', (value) => {
  for (const manifest of [...MANIFESTS, RELATED]) {
    for (const place of places(manifest).slice(1)) {
      const documents = replaced(manifest, place, value);
      expect(isSayable(Array.isArray(documents) ? (documents as unknown[]) : [documents])).toBe(true);
    }
  }
});

test('what is filled in later is not refused', () => {
  const refused = (documents: readonly unknown[]) =>
    check(documents.flatMap((document) => objectsOf(document))).filter(({ rule }) => rule === 'refused-fields');
  expect(refused(RELATED).map(findingText)).toEqual([
    expect.stringContaining('dnsPolicy'),
    expect.stringContaining('matchLabelKeys'),
  ]);
  const known = refused(RELATED).map(({ what }) => what);
  const others = places(RELATED)
    .slice(1)
    .map((place) => replaced(RELATED, place, '${A}'))
    .filter(Array.isArray)
    .flatMap((documents: unknown[]) => refused(documents).filter(({ what }) => !known.includes(what)));
  expect(others.map(findingText)).toEqual([]);
});

test('scripts of any text make no rule fail', () => {
  const script = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(script, script, (first, second) => {
      const container = { name: 'a', image: 'busybox:1.36', command: ['sh', '-c', first], args: [second] };
      const probe = { exec: { command: ['sh', '-c', second] } };
      const spec = {
        containers: [{ ...container, livenessProbe: probe }],
        initContainers: [{ ...container, name: 'b' }],
      };
      return isSayable([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec }]);
    }),
    { seed: 43, numRuns: RUNS },
  );
});

test('objects of any shape make no rule fail', () => {
  const kinds = fc.constantFrom(
    ...[
      'v1 Pod',
      'v1 Service',
      'v1 ConfigMap',
      'v1 List',
      'v1 PersistentVolumeClaim',
      'apps/v1 Deployment',
      'batch/v1 CronJob',
    ],
    ...['networking.k8s.io/v1 Ingress', 'networking.k8s.io/v1 NetworkPolicy', 'autoscaling/v2 HorizontalPodAutoscaler'],
    ...['gateway.networking.k8s.io/v1 HTTPRoute', 'policy/v1 PodDisruptionBudget', 'apps/v1 StatefulSet', 'a.b/v1 Any'],
  );
  const object = fc.record({ type: kinds, metadata: ANYTHING, spec: ANYTHING, items: ANYTHING, data: ANYTHING });
  fc.assert(
    fc.property(fc.array(object, { maxLength: 4 }), (objects) =>
      isSayable(
        objects.map(({ type, ...rest }) => {
          const [apiVersion, kind] = type.split(' ');
          return { apiVersion, kind, ...rest };
        }),
      ),
    ),
    { seed: 44, numRuns: RUNS },
  );
});
