import { PlannedExpectation } from '../../cli/verify/plan';
import { onlyPod, Verification } from './support/verification';

let verification: Verification;

beforeAll(async () => {
  verification = await Verification.build();
});

afterAll(() => verification.remove());

afterEach(() => {
  expect(verification.leftovers()).toEqual([]);
});

interface Mode {
  readonly name: string;
  /** The Pod's spec. */
  readonly spec: string;
  /** That finds it before it is applied, and explains it after. */
  readonly rule: string;
  /** What the Pod was seen to do. */
  readonly state: RegExp;
  /** Where a Pod runs, and does not do what it is for. */
  readonly expectation?: PlannedExpectation;
}

const MODES: readonly Mode[] = [
  {
    name: 'two listeners on port 80',
    rule: 'port-listened-twice',
    state: /second ended \(1\)|second CrashLoopBackOff/,
    spec: `
  containers:
    - name: first
      image: nginx:1.27-alpine
    - name: second
      image: nginx:1.27-alpine
`,
  },
  {
    name: 'busybox without a command',
    rule: 'command-ends',
    state: /app ended \(0\)|app CrashLoopBackOff/,
    spec: `
  containers:
    - name: app
      image: busybox:1.36
`,
  },
  {
    name: 'runAsNonRoot with the root nginx',
    rule: 'image-root-under-non-root',
    state: /CreateContainerConfigError/,
    spec: `
  containers:
    - name: app
      image: nginx:1.27-alpine
      securityContext:
        runAsNonRoot: true
`,
  },
  {
    name: 'a read-only root under nginx',
    rule: 'image-needs-writable-root',
    state: /app ended \(1\)|app CrashLoopBackOff/,
    spec: `
  containers:
    - name: app
      image: nginx:1.27-alpine
      securityContext:
        readOnlyRootFilesystem: true
`,
  },
  {
    name: 'a reader before the writer',
    rule: 'sidecar-start-race',
    state: /reader ready, writer ready/,
    expectation: {
      container: 'reader',
      type: 'http',
      url: 'http://127.0.0.1/',
      status: 200,
      bodyContains: 'late',
      withinSeconds: 5,
    },
    spec: `
  containers:
    - name: reader
      image: nginx:1.27-alpine
      volumeMounts:
        - name: content
          mountPath: /usr/share/nginx/html
          readOnly: true
    - name: writer
      image: busybox:1.36
      command: [sh, -c, "sleep 600; echo late > /content/index.html; sleep 600"]
      volumeMounts:
        - name: content
          mountPath: /content
  volumes:
    - name: content
      emptyDir: {}
`,
  },
  {
    name: 'curl in busybox',
    rule: 'tool-missing',
    state: /app ended \(127\)|app CrashLoopBackOff/,
    spec: `
  containers:
    - name: app
      image: busybox:1.36
      command: [sh, -c, "curl -s http://localhost/ && sleep 3600"]
`,
  },
  {
    name: 'a typo in the name of an image',
    rule: 'image-reference',
    state: /ErrImage|ImagePullBackOff/,
    spec: `
  containers:
    - name: app
      image: ngnix:1.27-alpine
`,
  },
  {
    name: 'an exec probe with a tool that is not there',
    rule: 'tool-missing',
    state: /not ready/,
    spec: `
  containers:
    - name: app
      image: busybox:1.36
      command: [sleep, "3600"]
      readinessProbe:
        exec:
          command: [curl, -f, "http://localhost/"]
        periodSeconds: 1
`,
  },
  {
    name: 'a startup probe that never passes',
    rule: 'probe-port-number',
    state: /CrashLoopBackOff|not ready/,
    spec: `
  containers:
    - name: app
      image: nginx:1.27-alpine
      startupProbe:
        httpGet:
          path: /
          port: 8080
        periodSeconds: 1
        failureThreshold: 3
`,
  },
  {
    name: 'a memory emptyDir that outgrows the limit of its container',
    rule: 'memory-volume-limit',
    state: /app ended \(137\)|app CrashLoopBackOff/,
    spec: `
  containers:
    - name: app
      image: busybox:1.36
      command: [dd, if=/dev/zero, of=/cache/file, bs=1M, count=200]
      resources:
        limits:
          memory: 32Mi
      volumeMounts:
        - name: cache
          mountPath: /cache
  volumes:
    - name: cache
      emptyDir:
        medium: Memory
        sizeLimit: 256Mi
`,
  },
];

describe.each(MODES)('$name', ({ spec, rule, state, expectation }) => {
  const yaml = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: broken\nspec:${spec}`;

  test(`is found before it is applied: ${rule}`, () => {
    expect(verification.check(yaml).findings.map((finding) => finding.rule)).toContain(rule);
  });

  test(`happens, and is explained: ${rule}`, async () => {
    const plan = expectation ? ['--plan', verification.plan('Pod', 'broken', expectation)] : [];
    const verified = await verification.manifests(yaml, ['--ready-within', '10s', '--steady', '15s', ...plan]);
    expect(verified).toMatchObject({ code: 1, stderr: '', evidence: { ok: false } });
    const pod = onlyPod(verified);
    expect(pod.state).toMatch(state);
    expect(pod.causes.map((cause) => cause.rule)).toContain(rule);
    expect(verified.stdout).toContain(`sidecars explain ${rule}`);
  });
});
