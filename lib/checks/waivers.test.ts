import { objectsIn } from '../../test/checks';
import { check } from './engine';

const RULE = 'image-root-under-non-root';

function podWith(annotations: Record<string, string>, image = 'nginx:1.27'): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', annotations },
    spec: { securityContext: { runAsNonRoot: true }, containers: [{ name: 'nginx', image }] },
  });
}

function findingsIn(yaml: string, rules = [RULE]): string[] {
  return check(objectsIn(yaml), { rules }).map(({ rule, severity, what }) => `${severity} ${rule}: ${what}`);
}

const KEY = `waive.cdk8s-sidecars/${RULE}`;

test('an annotation waives what a rule finds in its object', () => {
  expect(findingsIn(podWith({ [KEY]: 'It is mended at admission.' }))).toEqual([]);
  expect(findingsIn(podWith({}))).toEqual([`error ${RULE}: runAsNonRoot is true, and nginx:1.27 runs as root`]);
});

test('a waiver without a reason waives nothing and is found itself', () => {
  expect(findingsIn(podWith({ [KEY]: '' }))).toEqual([
    `error ${RULE}: runAsNonRoot is true, and nginx:1.27 runs as root`,
    `error waiver: it waives ${RULE} without a reason`,
  ]);
});

test('a waiver of a rule that does not exist is found', () => {
  expect(
    findingsIn(podWith({ 'waive.cdk8s-sidecars/nothing': 'Because.' }, 'nginxinc/nginx-unprivileged:1.27')),
  ).toEqual(['error waiver: it waives "nothing", which is no rule']);
});

test('a waiver that nothing is found for is found, unless its rule did not run', () => {
  const yaml = podWith({ [KEY]: 'It was needed once.' }, 'nginxinc/nginx-unprivileged:1.27');
  expect(findingsIn(yaml)).toEqual([`warning waiver: it waives ${RULE}, which finds nothing`]);
  expect(findingsIn(yaml, ['command-ends'])).toEqual([]);
});
