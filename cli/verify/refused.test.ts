import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Manifests } from '../input/manifests';
import { refusedOf, REFUSES, REFUSING } from './refused';
import { setOfFiles } from './sets';

const RULES = join(__dirname, '../../lib/checks/rules');

/** What is said of a Pod with this container, without the words of the rules. */
function refused(container: string): string | undefined {
  const yaml = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
${container.replace(/^/gm, '    ')}
`;
  const manifests = new Manifests(() => undefined);
  manifests.addStdin(Buffer.from(yaml));
  expect(manifests.problems).toEqual([]);
  return refusedOf(setOfFiles('files', manifests.objects, [], { charts: [], pods: [] }));
}

test.each([
  ['a number for a text', '- { name: a, image: busybox, env: [{ name: A, value: 5 }] }', ':6:58  error  schema'],
  ['a name that YAML takes for a boolean', '- { name: false, image: busybox }', ':6:15  error  schema'],
  ['a field with a wrong name', '- { name: a, image: busybox, comand: [sleep, "9"] }', 'Fix: write command'],
  ['a field that nobody knows', '- { name: a, image: busybox, zzz: 1 }', '"zzz" is no field of'],
  [
    'a port that there is not',
    '- { name: a, image: busybox, livenessProbe: { tcpSocket: { port: 70000 } } }',
    'port is 70000',
  ],
])('%s is refused, with its place', (_, container, said) => {
  expect(refused(container)).toContain(said);
});

test('what a cluster takes is not refused, however it will go then', () => {
  // It ends at once.
  expect(refused('- { name: a, image: busybox, command: ["true"] }')).toBeUndefined();
});

test('each rule that knows of a refusal is asked', () => {
  const files = readdirSync(RULES).filter((file) => !file.endsWith('.test.ts'));
  const refusing = files.filter((file) =>
    /(?:The API server rejects|kubectl refuses) it\b/.test(readFileSync(join(RULES, file), 'utf8')),
  );
  expect(refusing.map((file) => file.slice(0, -3))).toEqual(REFUSING);
});

test('a finding of what is only not wise is none of a refusal', () => {
  expect('CrashLoopBackOff').not.toMatch(REFUSES);
});
