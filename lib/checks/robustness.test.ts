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
