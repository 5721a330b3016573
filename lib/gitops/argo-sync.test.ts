import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { sidecarPod } from '../../test/pods';
import { OWN } from '../../test/pods';
import { manifestOf, messageOf } from '../../test/synth';
import { ArgoHook, ArgoHookDeletion, ArgoSync, DisruptionBudget, SidecarDeployment } from '..';

function annotationsOf(pod: ReturnType<typeof sidecarPod>): Record<string, string> {
  return manifestOf(pod).metadata.annotations;
}

test('a wave is an annotation', () => {
  const pod = sidecarPod();
  ArgoSync.wave(pod, -1);
  expect(annotationsOf(pod)).toEqual({ 'argocd.argoproj.io/sync-wave': '-1' });
});

test('a wave is that of the workload, not of its Pods', () => {
  const web = new SidecarDeployment(Testing.chart(), 'web', { metadata: { name: 'web' }, main: { image: OWN } });
  ArgoSync.wave(web, 2);
  const { metadata, spec } = manifestOf(web);
  expect(metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '2' });
  expect(spec.template.metadata.annotations).toBeUndefined();
});

test('a wave goes to what makes one object', () => {
  const chart = Testing.chart();
  const workload = new SidecarDeployment(chart, 'web', { metadata: { name: 'web' }, main: { image: OWN } });
  ArgoSync.wave(new DisruptionBudget(chart, 'budget', { workload }), 1);
  const budget = Testing.synth(chart).find(({ kind }) => kind === 'PodDisruptionBudget');
  expect(budget.metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '1' });
});

test('a hook is deleted before it is made anew', () => {
  const pod = sidecarPod();
  ArgoSync.hook(pod, ArgoHook.PRE_SYNC);
  expect(annotationsOf(pod)).toEqual({
    'argocd.argoproj.io/hook': 'PreSync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  });
});

test('a hook is deleted when that is said', () => {
  const pod = sidecarPod();
  ArgoSync.hook(pod, ArgoHook.POST_SYNC, { deletion: ArgoHookDeletion.HOOK_SUCCEEDED });
  ArgoSync.wave(pod, 1);
  expect(annotationsOf(pod)).toEqual({
    'argocd.argoproj.io/hook': 'PostSync',
    'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded',
    'argocd.argoproj.io/sync-wave': '1',
  });
});

test('what is kept is neither pruned nor deleted', () => {
  const chart = Testing.chart();
  const claim = new kplus.PersistentVolumeClaim(chart, 'data', { metadata: { name: 'data' } });
  ArgoSync.keep(claim);
  expect(manifestOf(claim).metadata.annotations).toEqual({
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  });
});

test('a wave that is no whole number is refused', () => {
  expect(messageOf(() => ArgoSync.wave(sidecarPod(), 0.5))).toBe(
    'Pod web (test/pod): the wave is 0.5. Waves are whole numbers, also below 0. Fix: pass -1 for what comes before all ' +
      'else, 1 for what comes after it.',
  );
});

test('a second wave is refused', () => {
  const pod = sidecarPod();
  ArgoSync.wave(pod, 1);
  ArgoSync.wave(pod, 1);
  expect(messageOf(() => ArgoSync.wave(pod, 2))).toBe(
    'Pod web (test/pod): it is to have the annotation argocd.argoproj.io/sync-wave: 2, and has 1 already. An object has one ' +
      'of each. Fix: leave one of them out.',
  );
});

test('a wave of a whole chart is refused', () => {
  expect(messageOf(() => ArgoSync.wave(new Chart(new App(), 'web'), 1))).toBe(
    'web: it is not one object. The annotations of Argo CD are those of an object, and what is added later would not have ' +
      'them. Fix: pass the objects in it one by one, such as the workload.',
  );
});

test('what the types rule out is refused', () => {
  expect(messageOf(() => ArgoSync.wave(undefined as never, 1))).toContain('construct is undefined.');
  expect(messageOf(() => ArgoSync.hook(sidecarPod(), 'presync' as never))).toContain('hook is "presync".');
  expect(messageOf(() => ArgoSync.hook(sidecarPod(), ArgoHook.SYNC, 'never' as never))).toContain(
    'options is "never". It has to be an object.',
  );
  expect(messageOf(() => ArgoSync.hook(sidecarPod(), ArgoHook.SYNC, { deletion: 'never' as never }))).toContain(
    'deletion is "never".',
  );
});
