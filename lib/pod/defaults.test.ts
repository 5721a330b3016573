import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { brief, idle, OWN, sidecarPod } from '../../test/pods';
import { containerOf, manifestOf, podSpecOf } from '../../test/synth';
import { PodDefaults, SecurityProfile, SidecarDeployment, SidecarPod } from '..';

const ANNOTATION = 'kubectl.kubernetes.io/default-container';

function annotationsOf(pod: SidecarPod): Record<string, string> | undefined {
  return manifestOf(pod).metadata.annotations;
}

test('what Kubernetes does anyway is not written', () => {
  expect(Object.keys(podSpecOf(sidecarPod()))).toEqual([
    'automountServiceAccountToken',
    'containers',
    'enableServiceLinks',
    'securityContext',
    'volumes',
  ]);
});

test('there is no service-account token and there are no service links, unless they are asked for', () => {
  expect(podSpecOf(sidecarPod())).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
  const asked = sidecarPod({ automountServiceAccountToken: true, enableServiceLinks: true });
  expect(podSpecOf(asked)).toMatchObject({ automountServiceAccountToken: true, enableServiceLinks: true });
});

test('a service account alone does not bring its token', () => {
  const chart = Testing.chart();
  const serviceAccount = kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'robot');
  const spec = podSpecOf(sidecarPod({ serviceAccount }, chart));
  expect(spec).toMatchObject({ serviceAccountName: 'robot', automountServiceAccountToken: false });
});

test('with PodDefaults.KUBERNETES nothing is filled in', () => {
  const pod = sidecarPod({ podDefaults: PodDefaults.KUBERNETES, securityProfile: SecurityProfile.STOCK });
  pod.addSidecar({ ...idle, name: 'helper' });
  expect(podSpecOf(pod)).toEqual({
    containers: [{ name: 'app', ...idle }],
    initContainers: [{ name: 'helper', ...idle, restartPolicy: 'Always' }],
  });
  expect(annotationsOf(pod)).toBeUndefined();
});

test('with PodDefaults.KUBERNETES what is said is still there', () => {
  const said = { automountServiceAccountToken: false, enableServiceLinks: false, shareProcessNamespace: true };
  expect(podSpecOf(sidecarPod({ podDefaults: PodDefaults.KUBERNETES, ...said }))).toMatchObject(said);
});

test('with PodDefaults.KUBERNETES the service account decides on its token', () => {
  const chart = Testing.chart();
  const accounts = [{ automountToken: true }, {}].map((props, id) => new kplus.ServiceAccount(chart, `${id}`, props));
  expect(accounts.map((account) => manifestOf(account).automountServiceAccountToken)).toEqual([true, false]);
  const pod = sidecarPod({ podDefaults: PodDefaults.KUBERNETES, serviceAccount: accounts[0] }, chart);
  expect(podSpecOf(pod)).not.toHaveProperty('automountServiceAccountToken');
});

test('the pull policy is left to Kubernetes, which goes by the tag, unless it is said', () => {
  const pod = sidecarPod();
  pod.addSidecar({ ...idle, name: 'helper', imagePullPolicy: kplus.ImagePullPolicy.ALWAYS });
  expect(containerOf(pod, 'app').imagePullPolicy).toBeUndefined();
  expect(containerOf(pod, 'helper').imagePullPolicy).toBe('Always');
});

describe('the container that kubectl means', () => {
  test('is not said where there is only one', () => {
    expect(annotationsOf(sidecarPod())).toBeUndefined();
  });

  test.each([
    ['a sidecar', (pod: SidecarPod) => void pod.addSidecar(idle)],
    ['an init container', (pod: SidecarPod) => void pod.addInitContainer(brief)],
    ['a second main container', (pod: SidecarPod) => void pod.addMainContainer({ ...idle, name: 'second' })],
    [
      'a container that cdk8s-plus made',
      (pod: SidecarPod) => pod.attachContainer(new kplus.Container({ name: 'raw', image: OWN })),
    ],
  ])('is the main one when there is %s', (_, add) => {
    const pod = sidecarPod();
    add(pod);
    expect(annotationsOf(pod)).toEqual({ [ANNOTATION]: 'app' });
  });

  test('is the main one also when the others are properties of the Pod', () => {
    const pod = sidecarPod({ containers: [{ ...idle, name: 'second' }], initContainers: [brief] });
    expect(annotationsOf(pod)).toEqual({ [ANNOTATION]: 'app' });
  });

  test('is the one that the metadata names', () => {
    const pod = sidecarPod({ metadata: { name: 'web', annotations: { [ANNOTATION]: 'helper' } } });
    pod.addSidecar({ ...idle, name: 'helper' });
    pod.addSidecar({ ...idle, name: 'more' });
    expect(annotationsOf(pod)).toEqual({ [ANNOTATION]: 'helper' });
  });

  test('is the one that is named afterwards', () => {
    const pod = sidecarPod();
    pod.addSidecar({ ...idle, name: 'helper' });
    pod.metadata.addAnnotation(ANNOTATION, 'helper');
    pod.addSidecar({ ...idle, name: 'more' });
    expect(annotationsOf(pod)).toEqual({ [ANNOTATION]: 'helper' });
  });

  test('is said on the template of a workload', () => {
    const web = new SidecarDeployment(Testing.chart(), 'web', { main: { name: 'app', ...idle } });
    web.addSidecar(idle);
    const { metadata, spec } = manifestOf(web);
    expect(spec.template.metadata.annotations).toEqual({ [ANNOTATION]: 'app' });
    expect(metadata.annotations).toBeUndefined();
  });
});

test('two synths of one Pod are the same', () => {
  const pod = sidecarPod();
  pod.addSidecar(idle);
  expect(Testing.synth(Chart.of(pod))).toEqual(Testing.synth(Chart.of(pod)));
});
