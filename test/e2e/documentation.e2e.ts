import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App } from 'cdk8s';
import { run } from '../../docs/test/code';
import { onlyPod, Verification } from './support/verification';

const ROOT = resolve(__dirname, '../..');

/** What a page shows as printed. */
function printedIn(page: string): string[] {
  const blocks = readFileSync(join(ROOT, page), 'utf8').matchAll(/^```text\n(.*?)^```$/gms);
  return [...blocks].map(([, text]) => comparable(text));
}

const [fine, failing] = printedIn('docs/verify.md');

const POD = `
apiVersion: v1
kind: Pod
metadata:
  name: multi-container-pod
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: container-1
      image: nginx:1.27-alpine
`;

let verification: Verification;

beforeAll(async () => {
  verification = await Verification.build();
});

afterAll(() => verification.remove());

/** Without what is different in each run, and with the arguments left out that nobody needs to read. */
function comparable(text: string, podman = 'podman'): string {
  return text
    .replaceAll(podman, 'podman')
    .replaceAll(/\b\d+\.\ds$/gm, '0.0s')
    .replaceAll(/sidecars-\w{6}/g, 'sidecars-run')
    .replaceAll(/^(.*pod create --name \S+) .*$/gm, '$1 ...');
}

/** Where an expectation comes true at the same moment as another one, either is printed first. */
const sorted = (text: string) => text.trimEnd().split('\n').sort();

test('a run that goes well', async () => {
  const { stdout } = await verification.charts('shared-volume');
  expect(sorted(comparable(stdout, verification.podman))).toEqual(sorted(fine));
});

test('the run that the README shows', async () => {
  const { stdout } = await verification.charts('shared-volume-hardened');
  const [shown] = printedIn('README.md');
  expect(sorted(comparable(stdout, verification.podman))).toEqual(sorted(shown));
});

test('a Pod that is refused', async () => {
  const file = verification.file(POD);
  const { stdout } = await verification.run(['verify', '--runtime', 'podman', '--pull', 'never', file]);
  const [, ...lines] = comparable(stdout, verification.podman).trimEnd().split('\n');
  const [, ...shown] = failing.trimEnd().split('\n');
  expect(lines).toEqual(shown);
});

test('the Pod that cdk8s-plus makes of the lesson, which never starts', async () => {
  const { app } = run({ place: 'docs/preludes/plain-pod.ts', language: 'ts', text: '', with: 'plain-pod' });
  const { code, ...verified } = await verification.manifests((app as App).synthYaml(), ['--ready-within', '10s']);
  expect(code).toBe(1);
  const { causes } = onlyPod({ code, ...verified });
  expect(causes.map(({ where, rule }) => [where, rule])).toEqual([
    ['Pod multi-container-pod, container container-1', 'image-root-under-non-root'],
    ['Pod multi-container-pod, container container-2', 'image-root-under-non-root'],
  ]);
});
