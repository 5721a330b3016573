import { App, Testing } from 'cdk8s';
import { ENVIRONMENTS } from '../environments';
import { Manifest } from '../test/synth';
import { ArgoCd } from './argocd';
import { Web } from './web';

const systems = ENVIRONMENTS.map((environment) => {
  const contents = new App();
  new Web(contents, 'web', environment);
  return { environment, contents };
});
const [root, ...others]: Manifest[] = Testing.synth(new ArgoCd(new App(), 'applications', systems));

test('there is an Application for each environment, and one for all of them', () => {
  const sources = [root, ...others].map(({ metadata, spec }) => [metadata.name, spec.source.path]);
  expect(sources).toEqual([
    ['applications', 'dist/argocd'],
    ...ENVIRONMENTS.map(({ name }) => [`web-${name}`, `dist/${name}`]),
  ]);
});

test('all are in the namespace of Argo CD, each for that of its environment', () => {
  expect([root, ...others].map(({ metadata }) => metadata.namespace)).toEqual(['argocd', 'argocd', 'argocd']);
  expect(others.map(({ spec }) => spec.destination.namespace)).toEqual(ENVIRONMENTS.map(({ namespace }) => namespace));
});

test('the replicas are left to the autoscaler where there is one', () => {
  const ignored = others.map(({ spec }) => spec.ignoreDifferences?.map(({ name }: Manifest) => name));
  expect(ignored).toEqual(ENVIRONMENTS.map(({ maxReplicas }) => (maxReplicas === undefined ? undefined : ['web'])));
});

test('what runs outlives its Application', () => {
  expect([root, ...others].flatMap(({ metadata }) => metadata.finalizers ?? [])).toEqual([]);
});
