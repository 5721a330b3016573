import { findingsOf, placesOf } from '../../../test/checks';
import { defaultContainer as rule } from './default-container';

const ANNOTATION = 'kubectl.kubernetes.io/default-container';
const APP = { name: 'app', image: 'example.com/app:1' };
const PROXY = { name: 'proxy', image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.3' };

function deployment(spec: object, own: object = {}, template: object = {}): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', annotations: own },
    spec: { template: { metadata: { annotations: template }, spec } },
  });
}

test('finds a name that no container has', () => {
  const yaml = deployment({ containers: [APP, PROXY] }, {}, { [ANNOTATION]: 'web' });
  expect(placesOf(rule, yaml)).toEqual([`warning Deployment web spec.template.metadata.annotations['${ANNOTATION}']`]);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'kubectl.kubernetes.io/default-container names "web", and there is no such container',
    fix: 'name one of "app", "proxy"',
  });
});

test('finds the annotation on the workload', () => {
  const yaml = deployment({ containers: [PROXY, APP] }, { [ANNOTATION]: 'app' });
  expect(placesOf(rule, yaml)).toEqual([`warning Deployment web metadata.annotations['${ANNOTATION}']`]);
  expect(findingsOf(rule, yaml)[0]?.fix).toBe('move it to spec.template.metadata.annotations');
});

test('finds a helper in the first place', () => {
  const yaml = deployment({ containers: [PROXY, APP] });
  expect(placesOf(rule, yaml)).toEqual(['warning proxy spec.template.spec.containers[0].name']);
  expect(findingsOf(rule, yaml)[0]?.happens).toBe(
    'kubectl logs shows the log of proxy: Defaulted container "proxy" out of: proxy, app',
  );
});

test.each<[string, string]>([
  ['the main container is named', deployment({ containers: [PROXY, APP] }, {}, { [ANNOTATION]: 'app' })],
  [
    'a native sidecar is named',
    deployment(
      { initContainers: [{ ...PROXY, restartPolicy: 'Always' }], containers: [APP] },
      {},
      { [ANNOTATION]: 'proxy' },
    ),
  ],
  ['the main container comes first', deployment({ containers: [APP, PROXY] })],
  [
    'a native sidecar comes before the main container',
    deployment({ initContainers: [{ ...PROXY, restartPolicy: 'Always' }], containers: [APP] }),
  ],
  ['a helper helps a helper', deployment({ containers: [PROXY, { name: 'rotate', image: 'busybox:1.36' }] })],
  ['a helper is alone', deployment({ containers: [PROXY] })],
  ['nobody knows which one is meant', deployment({ containers: [APP, { name: 'b', image: 'example.com/b:1' }] })],
])('is content where %s', (_, yaml) => expect(placesOf(rule, yaml)).toEqual([]));
