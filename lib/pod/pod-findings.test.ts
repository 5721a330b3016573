import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { brief, BUSYBOX, idle, OWN, sidecarPod } from '../../test/pods';
import { manifestOf, messageOf, podSpecOf, validationErrors } from '../../test/synth';
import { AnyWorkload, Kind, KINDS, LASTING_KINDS, WORKLOADS } from '../../test/workloads';
import { Checks, CheckSeverity, PodDefaults, SecurityProfile, SharedContentVolume, SidecarSettings } from '..';

const PATHS: Record<Kind, string> = {
  Pod: 'spec',
  Deployment: 'spec.template.spec',
  StatefulSet: 'spec.template.spec',
  DaemonSet: 'spec.template.spec',
  Job: 'spec.template.spec',
  CronJob: 'spec.jobTemplate.spec.template.spec',
};

const ENDS = 'command-ends';
const ended = (container: string, path: string, otherwise: string) =>
  `Pod web, container "${container}": its script ends by itself (${path}). CrashLoopBackOff after "Completed" with exit ` +
  'code 0: the kubelet starts it again and again, and its log says nothing of an error. Fix: let ' +
  `${container} repeat it in a loop with a pause, or start a program that keeps running; ${otherwise}. [command-ends]`;
const appEnded = ended('app', 'spec.containers[0].command[2]', 'with restartPolicy: OnFailure if it is to run once');

/** A workload whose main container calls a program that its image does not have. */
function withoutTool(kind: Kind, chart: Chart = Testing.chart()): AnyWorkload {
  return WORKLOADS[kind](chart, 'web', {
    metadata: { name: 'web' },
    main: { name: 'app', image: BUSYBOX, command: ['sh', '-c', 'curl -s localhost'], portNumber: 8080 },
    restartPolicy: LASTING_KINDS.includes(kind as never) ? undefined : kplus.RestartPolicy.NEVER,
  });
}

describe.each(KINDS)('a %s that would not run', (kind) => {
  const where = `${kind} web, container "app": `;

  test('is refused with what the rules find, by validation and by synthesis', () => {
    const workload = withoutTool(kind);
    const chart = Chart.of(workload);
    const errors = validationErrors(chart);
    expect(errors.every((error) => error.startsWith(where))).toBe(true);
    expect(errors.map(ruleOf)).toContain('tool-missing');
    expect(errors.join()).toContain(`(${PATHS[kind]}.containers[0].command[2])`);
    expect(messageOf(() => Testing.synth(chart))).toBe(
      ['Validation failed with the following errors:', ...errors.map((error) => `  [test/web] ${error}`)].join('\n'),
    );
    expect(messageOf(() => ApiObject.of(workload).toJson())).toContain(errors.join('\n'));
  });

  test('is left to who waives the rules, on it or on what it is in', () => {
    const rules = new Set(validationErrors(Chart.of(withoutTool(kind))).map(ruleOf));
    const own = withoutTool(kind);
    for (const rule of rules) Checks.waive(own, rule, 'The image is patched.');
    expect(validationErrors(Chart.of(own))).toEqual([]);
    const inChart = withoutTool(kind);
    for (const rule of rules) Checks.waive(Chart.of(inChart), rule, 'The image is patched.');
    expect(podSpecOf(inChart).containers[0].command).toEqual(['sh', '-c', 'curl -s localhost']);
  });
});

test('every finding is said once, in full', () => {
  const pod = sidecarPod({ main: { name: 'app', ...brief } });
  pod.addSidecar({ name: 'helper', ...brief });
  const helperEnded = ended(
    'helper',
    'spec.initContainers[0].command[2]',
    'leave out its restartPolicy if the others wait for its end',
  );
  for (let times = 0; times < 2; times++) {
    expect(validationErrors(Chart.of(pod)).sort()).toEqual([appEnded, helperEnded]);
  }
  expect(messageOf(() => Testing.synth(Chart.of(pod))).split('\n')).toHaveLength(3);
});

test('what a Pod is mended with after it was refused is looked at', () => {
  const pod = sidecarPod({ main: { name: 'app', image: OWN } });
  const web = { name: 'nginx', image: 'nginx:1.27-alpine', writablePaths: [] };
  const nginx = pod.addSidecar(web);
  expect(validationErrors(Chart.of(pod)).map(ruleOf)).toEqual(['image-needs-writable-root']);
  for (const path of ['/var/cache/nginx', '/run']) {
    nginx.mount(path, kplus.Volume.fromEmptyDir(pod, path, path.slice(1).replaceAll('/', '-')));
  }
  expect(validationErrors(Chart.of(pod))).toEqual([]);
});

test('a rule that is waived after the Pod was refused is heard', () => {
  const pod = sidecarPod({ main: { name: 'app', ...brief } });
  expect(validationErrors(Chart.of(pod)).map(ruleOf)).toEqual([ENDS]);
  Checks.waive(pod, ENDS, 'Its end is what is tested.');
  expect(validationErrors(Chart.of(pod))).toEqual([]);
});

test('another rule or another Pod is not waived along with it', () => {
  const chart = Testing.chart();
  const [first, second] = ['first', 'second'].map((id) =>
    WORKLOADS.Pod(chart, id, { metadata: { name: id }, main: { name: 'app', ...brief } }),
  ) as [AnyWorkload, AnyWorkload];
  Checks.waive(first, ENDS, 'Its end is what is tested.');
  Checks.waive(second, 'tool-missing', 'Its image has it.');
  expect(validationErrors(chart)).toEqual([expect.stringMatching(/^Pod second, .*\[command-ends\]$/)]);
});

test('an annotation waives as it does in YAML', () => {
  const annotations = { 'waive.cdk8s-sidecars/command-ends': 'Its end is what is tested.' };
  const pod = sidecarPod({ metadata: { name: 'web', annotations }, main: { name: 'app', ...brief } });
  expect(validationErrors(Chart.of(pod))).toEqual([]);
});

test('fields that are refused are found, as they are in YAML', () => {
  const pod = sidecarPod({ main: { name: 'app', image: OWN, workingDir: 'app' } });
  const map = kplus.ConfigMap.fromConfigMapName(pod, 'map', 'map');
  pod.main.mount('/etc/app', kplus.Volume.fromConfigMap(pod, 'conf', map, { name: 'conf', defaultMode: 644 }));
  expect(validationErrors(Chart.of(pod))).toEqual([
    'Pod web, container "app": workingDir "app" does not begin with a "/" (spec.containers[0].workingDir). The container ' +
      'does not start: RunContainerError: Cwd must be an absolute path. Fix: write "/app". [refused-fields]',
    'Pod web: defaultMode is 644 (spec.volumes[0].configMap.defaultMode). The API server rejects it: defaultMode: Invalid ' +
      'value: 644: must be a number between 0 and 0777 (octal), both inclusive. Fix: write 420, which is 0644 in octal. ' +
      '[refused-fields]',
  ]);
});

test('a warning is none of the reasons to refuse', () => {
  const pod = sidecarPod({ securityProfile: SecurityProfile.STOCK });
  const found = Checks.find(Testing.synth(Chart.of(pod)));
  expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['ignores-sigterm', CheckSeverity.WARNING]]);
  expect(validationErrors(Chart.of(pod))).toEqual([]);
});

test('what needs the objects around is left to Checks.enforce', () => {
  const pod = sidecarPod({ main: { name: 'app', image: 'nginx:1.27-alpine' } });
  new kplus.Service(pod, 'service', { selector: pod, ports: [{ port: 80, targetPort: 81 }] });
  const found = Checks.find(Testing.synth(Chart.of(pod)), { minSeverity: CheckSeverity.ERROR });
  expect(found.map(({ rule }) => rule)).toEqual(['service-target-port']);
});

test('a Pod with the profile STOCK and the defaults of Kubernetes is looked at too', () => {
  const pod = sidecarPod({
    main: { name: 'app', ...brief },
    securityProfile: SecurityProfile.STOCK,
    podDefaults: PodDefaults.KUBERNETES,
  });
  expect(validationErrors(Chart.of(pod))).toEqual([appEnded]);
});

test('what is wrong in the code is said first, and alone', () => {
  const pod = sidecarPod({ main: { name: 'app', ...brief } });
  SharedContentVolume.fromEmptyDir(pod, 'content').addReader(pod.main, '/in');
  expect(validationErrors(Chart.of(pod))).toEqual([expect.stringContaining('shared volume "content" has no writer')]);
});

test.each([
  ['1.28', ['Kubernetes 1.28 has no native sidecars yet']],
  ['1.33', ['move helper to spec.template.spec.initContainers']],
])('the rules are told that the target is Kubernetes %s', (kubernetesVersion, [fix]) => {
  const chart = Testing.chart();
  SidecarSettings.apply(chart, { kubernetesVersion });
  const job = WORKLOADS.Job(chart, 'web', { main: { name: 'app', ...brief } });
  job.addMainContainer({ name: 'helper', ...idle });
  const errors = validationErrors(chart);
  expect(errors.map(ruleOf)).toEqual(['job-never-completes']);
  expect(errors[0]).toContain(fix);
});

describe('with Checks.enforce', () => {
  const app = () => {
    const root = Testing.app();
    Checks.enforce(root, { minSeverity: CheckSeverity.ERROR });
    return root;
  };
  const refused = (root: App) =>
    messageOf(() => root.synthYaml())
      .split('\n')
      .slice(1);

  test('each finding is said once, beside what is found in other constructs', () => {
    const root = app();
    const chart = new Chart(root, 'chart');
    sidecarPod({ main: { name: 'app', ...brief } }, chart);
    new kplus.Pod(chart, 'plain', {
      metadata: { name: 'plain' },
      containers: [{ name: 'plain', image: OWN, args: ['work'], securityContext: { user: 0 } }],
    });
    const messages = refused(root);
    expect(messages).toHaveLength(2);
    expect(messages.map(ruleOf).sort()).toEqual(['command-ends', 'image-root-under-non-root']);
  });

  test('a waiver on what is refused for another reason is not said to find nothing', () => {
    const root = Testing.app();
    Checks.enforce(root, { rules: [ENDS, 'tool-missing'] });
    const chart = new Chart(root, 'chart');
    Checks.waive(withoutTool('Pod', chart), ENDS, 'Its end is what is tested.');
    expect(refused(root).map(ruleOf)).toEqual(['tool-missing']);
  });

  test('a waiver holds for both', () => {
    const root = Testing.app();
    Checks.enforce(root, { rules: [ENDS] });
    const pod = sidecarPod({ main: { name: 'app', ...brief } }, new Chart(root, 'chart'));
    Checks.waive(pod, ENDS, 'Its end is what is tested.');
    expect(manifestOf(pod).kind).toBe('Pod');
    expect(() => root.synthYaml()).not.toThrow();
  });
});

/** The rule that a message is from, or the whole message. */
function ruleOf(message: string): string {
  return /\[([a-z-]+)\]$/.exec(message)?.[1] ?? message;
}
