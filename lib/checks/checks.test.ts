import { ApiObject, App, Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Checks, CheckSeverity, LoopbackPort, SidecarDeployment } from '..';

/** The tutorial's Pod as cdk8s-plus makes it. */
function plainPod(chart: Chart): kplus.Pod {
  const content = kplus.Volume.fromEmptyDir(chart, 'content', 'nginx-content');
  const pod = new kplus.Pod(chart, 'pod', { metadata: { name: 'multi-container-pod' } });
  const web = pod.addContainer({ name: 'container-1', image: 'nginx:1.27', portNumber: 80 });
  const writer = pod.addContainer({
    name: 'container-2',
    image: 'busybox:1.36',
    command: ['/bin/sh', '-c', 'while true; do date >> /usr/share/nginx/html/index.html; sleep 5; done'],
  });
  for (const container of [web, writer]) container.mount('/usr/share/nginx/html', content);
  return pod;
}

function nginx(chart: Chart, id: string, image = 'nginx:1.27'): kplus.Pod {
  return new kplus.Pod(chart, id, { metadata: { name: id }, containers: [{ image, portNumber: 80 }] });
}

function synthesis(app: App): () => unknown {
  return () => app.synthYaml();
}

describe('an app that enforces the checks', () => {
  test('fails to synthesize with every reason why the plain Pod would not start', () => {
    const app = Testing.app();
    Checks.enforce(app, { minSeverity: CheckSeverity.ERROR });
    plainPod(new Chart(app, 'plain'));

    const message = failure(synthesis(app));
    const reasons = [...message.matchAll(/container "([^"]*)":.*\[([a-z-]+)\]/g)].map(
      ([, name, rule]) => `${name} ${rule}`,
    );
    expect(reasons.sort()).toEqual([
      'container-1 image-needs-writable-root',
      'container-1 image-root-under-non-root',
      'container-2 image-root-under-non-root',
    ]);
    expect(message).toContain(
      '  [plain/pod] Pod multi-container-pod, container "container-1": runAsNonRoot is true, and nginx:1.27 runs as root (spec.containers[0].securityContext.runAsNonRoot). CreateContainerConfigError: container has runAsNonRoot and image will run as root. Fix: set container-1\'s securityContext.runAsUser to 101, the image\'s own user without root. [image-root-under-non-root]',
    );
  });

  test('looks at everything that is added later', () => {
    const app = Testing.app();
    Checks.enforce(app, { rules: ['image-root-under-non-root'] });
    expect(synthesis(app)).not.toThrow();
    nginx(new Chart(app, 'later'), 'pod');
    expect(synthesis(app)).toThrow('[later/pod] Pod pod');
  });

  test('names the constructs, and says what is found now', () => {
    const app = Testing.app();
    Checks.enforce(app, { rules: ['image-root-under-non-root'] });
    Checks.enforce(app, { rules: ['duplicate-object'] });
    const chart = new Chart(app, 'chart');
    const pod = nginx(chart, 'pod');
    const pods = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };
    new ApiObject(chart, 'first', pods);
    new ApiObject(chart, 'second', pods);
    const constructs = () =>
      [...failure(synthesis(app)).matchAll(/^ {2}(\[.*?\]).*(\[.*\])$/gm)].map(([, ...found]) => found);
    const expected = [
      ['[chart/pod]', '[image-root-under-non-root]'],
      ['[chart/second]', '[duplicate-object]'],
    ];
    expect(constructs()).toEqual(expected);
    expect(constructs()).toEqual(expected);
    Checks.waive(pod, 'image-root-under-non-root', 'It is mended at admission.');
    expect(constructs()).toEqual(expected.slice(1));
  });

  test('can leave rules out, and warnings', () => {
    const only = (options: Parameters<typeof Checks.enforce>[1]) => {
      const app = Testing.app();
      Checks.enforce(app, options);
      plainPod(new Chart(app, 'plain'));
      return rulesIn(failure(synthesis(app)));
    };
    expect(only({ rules: ['unbounded-volume'] })).toEqual(['unbounded-volume']);
    expect(only({ minSeverity: CheckSeverity.ERROR })).not.toContain('unbounded-volume');
    expect(only({ disable: ['unbounded-volume'] })).not.toContain('unbounded-volume');
    expect(only({})).toContain('unbounded-volume');
  });

  test('knows the size of a node where it is told', () => {
    const large = (options: Parameters<typeof Checks.enforce>[1]) => {
      const app = Testing.app();
      Checks.enforce(app, { rules: ['requests-exceed-node'], ...options });
      plainPod(new Chart(app, 'plain'));
      return synthesis(app);
    };
    expect(large({ nodeCpu: 1, nodeMemory: Size.gibibytes(8) })).toThrow('requests-exceed-node');
    expect(large({ nodeCpu: 4, nodeMemory: Size.gibibytes(8) })).not.toThrow();
  });

  test('knows of the ports that containers have on 127.0.0.1, which the YAML does not tell', () => {
    const dialling = (loopbackPorts: LoopbackPort[]) => {
      const app = Testing.app();
      Checks.enforce(app, { rules: ['localhost-without-listener'] });
      const main = { name: 'nginx', image: 'nginx:1.27', portNumber: 80, loopbackPorts };
      const pod = new SidecarDeployment(new Chart(app, 'web'), 'web', { metadata: { name: 'web' }, main });
      const image = 'nginx/nginx-prometheus-exporter:1.5.3';
      pod.addSidecar({ name: 'metrics', image, args: ['--nginx.scrape-uri=http://127.0.0.1:8081/'], portNumber: 9113 });
      return synthesis(app);
    };
    expect(dialling([])).toThrow('it connects to 127.0.0.1:8081, where no container of the Pod listens');
    expect(dialling([{ number: 8081 }])).not.toThrow();
  });

  test('finds two objects of one name in a chart, and not in two charts, which may be applied one by one', () => {
    const app = Testing.app();
    Checks.enforce(app, { rules: ['duplicate-object'] });
    const config = (chart: Chart, id: string, value: string) =>
      new kplus.ConfigMap(chart, id, { metadata: { name: 'settings' }, data: { value } });
    const chart = new Chart(app, 'chart');
    config(chart, 'first', '1');
    config(new Chart(app, 'other'), 'third', '3');
    expect(synthesis(app)).not.toThrow();
    config(chart, 'second', '2');
    expect(rulesIn(failure(synthesis(app)))).toEqual(['duplicate-object']);
  });

  test('refuses options with rules that do not exist', () => {
    const app = Testing.app();
    expect(() => Checks.enforce(app, { disable: ['no-such-rule'] })).toThrow('there is no rule "no-such-rule"');
    expect(() => Checks.enforce(app, { kubernetesVersion: 'new' })).toThrow('"new" is not a Kubernetes version');
    expect(() => Checks.enforce(app, { kubernetesVersion: '1.99' })).toThrow(
      '"1.99" is not a Kubernetes version that is known',
    );
    expect(() => Checks.find([], { kubernetesVersion: '2.0' })).toThrow(
      'Checks.find: "2.0" is not a Kubernetes version that is known',
    );
  });
});

describe('a waiver on a construct', () => {
  const RULE = 'image-root-under-non-root';

  function appWith(waive: (pods: { web: kplus.Pod; other: kplus.Pod; chart: Chart }) => void): App {
    const app = Testing.app();
    Checks.enforce(app, { rules: [RULE] });
    const chart = new Chart(app, 'chart');
    waive({ web: nginx(chart, 'web'), other: nginx(chart, 'other'), chart });
    return app;
  }

  test('is for the objects of that construct alone', () => {
    const message = failure(synthesis(appWith(({ web }) => Checks.waive(web, RULE, 'It is mended at admission.'))));
    expect(message).toContain('chart/other');
    expect(message).not.toContain('chart/web');
  });

  test('on a chart is for all of its objects', () => {
    expect(synthesis(appWith(({ chart }) => Checks.waive(chart, RULE, 'It is mended at admission.')))).not.toThrow();
  });

  test('that nothing is found for would hide a later mistake', () => {
    const app = Testing.app();
    Checks.enforce(app, { rules: [RULE] });
    const pod = nginx(new Chart(app, 'chart'), 'web', 'nginxinc/nginx-unprivileged:1.27');
    Checks.waive(pod, RULE, 'It was needed once.');
    expect(synthesis(app)).toThrow(
      '[chart/web] rule image-root-under-non-root is waived, and finds nothing here. The waiver would hide a later mistake. Fix: remove it.',
    );
    Checks.waive(app, RULE, 'It was needed once.');
    expect(synthesis(app)).toThrow('the app: rule image-root-under-non-root is waived, and finds nothing here.');
  });

  test('has a reason and a rule that exists', () => {
    const pod = nginx(Testing.chart(), 'web');
    expect(() => Checks.waive(pod, RULE, ' ')).toThrow(
      new Error(
        `Pod web (test/web): rule "${RULE}" is waived without a reason. Whoever reads it later cannot tell whether it still holds. Fix: say why the finding is fine here.`,
      ),
    );
    expect(() => Checks.waive(pod, 'no-such-rule', 'Because.')).toThrow('there is no rule "no-such-rule"');
  });
});

describe('manifests', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { securityContext: { runAsNonRoot: true }, containers: [{ name: 'nginx', image: 'nginx:1.27' }] },
  };

  test('are checked as they are, inside lists too', () => {
    const found = Checks.find([{ apiVersion: 'v1', kind: 'List', items: [pod] }], {
      rules: ['image-root-under-non-root'],
    });
    expect(found).toEqual([
      {
        rule: 'image-root-under-non-root',
        severity: CheckSeverity.ERROR,
        kind: 'Pod',
        name: 'web',
        namespace: 'shop',
        container: 'nginx',
        path: 'items[0].spec.securityContext.runAsNonRoot',
        what: 'runAsNonRoot is true, and nginx:1.27 runs as root',
        happens: 'CreateContainerConfigError: container has runAsNonRoot and image will run as root',
        fix: "set nginx's securityContext.runAsUser to 101, the image's own user without root",
      },
    ]);
  });

  test('that are none are left alone', () => {
    expect(Checks.find([undefined, null, 5, 'text', [], {}, { kind: 'Widget' }])).toEqual([]);
  });
});

function failure(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it did not fail');
}

function rulesIn(message: string): string[] {
  return [...new Set([...message.matchAll(/\[([a-z-]+)\]$/gm)].map((match) => match[1]))];
}
