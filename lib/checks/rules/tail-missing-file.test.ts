import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { tailMissingFile as rule } from './tail-missing-file';

const volumes = [{ name: 'logs', emptyDir: {} }];
const at = (mountPath: string) => [{ name: 'logs', mountPath }];
const APP = { name: 'app', image: 'example.com/app:1', volumeMounts: at('/var/log/app') };
const tail = (command: string[], rest: object = {}) => ({
  name: 'logs',
  image: 'busybox:1.36',
  command,
  volumeMounts: at('/logs'),
  ...rest,
});
const script = (text: string, rest: object = {}) => tail(['sh', '-c', text], rest);

test('finds a log that another container makes later', () => {
  const pod = podOf({ containers: [APP, tail(['tail', '-n+1', '-f', '/logs/app.log'])], volumes });
  expect(placesOf(rule, pod)).toEqual(['warning logs spec.containers[1].command[0]']);
  expect(findingsOf(rule, pod)[0]).toMatchObject({
    what: 'it calls tail -f /logs/app.log, which nobody has made yet when it starts',
    fix: 'use tail -F, which waits for the file',
  });
});

test('finds it in scripts, and in native sidecars', () => {
  const initContainers = [script('exec tail -n 5 -f /logs/app.log | grep error', { restartPolicy: 'Always' })];
  expect(placesOf(rule, podOf({ initContainers, containers: [APP], volumes }))).toEqual([
    'warning logs spec.initContainers[0].command[2]',
  ]);
});

test("finds options that BusyBox's tail does not have", () => {
  const pod = podOf({ containers: [APP, tail(['tail', '--follow=name', '--retry', '/logs/app.log'])], volumes });
  expect(placesOf(rule, pod)).toEqual(['error logs spec.containers[1].command[0]']);
  expect(findingsOf(rule, pod)[0]?.happens).toBe(
    'CrashLoopBackOff: tail: unrecognized option: follow=name, with exit code 1',
  );
});

test.each<[string, object]>([
  ['it waits for the file', { containers: [APP, tail(['tail', '-F', '/logs/app.log'])] }],
  ['it makes the file itself', { containers: [APP, script('touch /logs/app.log; tail -f /logs/app.log')] }],
  [
    'it asks for the file',
    { containers: [APP, script('until [ -f /logs/app.log ]; do sleep 1; done; tail -f /logs/app.log')] },
  ],
  ['it tries again', { containers: [APP, script('while true; do tail -f /logs/app.log; sleep 1; done')] }],
  ['it does not follow', { containers: [APP, tail(['tail', '-n', '5', '/logs/app.log'])] }],
  ['it only stays alive', { containers: [APP, tail(['tail', '-f', '/dev/null'])] }],
  ['the file is not in a volume', { containers: [APP, tail(['tail', '-f', '/var/log/messages'])] }],
  ['one file is there', { containers: [APP, script('touch /logs/a; tail -f /logs/a /logs/b')] }],
  ['the name is not known', { containers: [APP, script('tail -f "$FILE"'), script('tail -f /logs/*.log')] }],
  [
    'an init container makes the file',
    {
      initContainers: [
        { name: 'init', image: 'busybox:1.36', command: ['touch', '/x/app.log'], volumeMounts: at('/x') },
      ],
      containers: [APP, tail(['tail', '-f', '/logs/app.log'])],
    },
  ],
  [
    'an unknown init container may make the file',
    {
      initContainers: [{ name: 'init', image: 'example.com/init:1', volumeMounts: at('/x') }],
      containers: [APP, tail(['tail', '-f', '/logs/app.log'])],
    },
  ],
  [
    "it is GNU's tail",
    { containers: [APP, { ...tail(['tail', '--follow=name', '--retry', '/logs/app.log']), image: 'debian:12' }] },
  ],
])('is content where %s', (_, spec) => expect(placesOf(rule, podOf({ ...spec, volumes }))).toEqual([]));

test('is content with a volume that may have the file already', () => {
  const claim = [{ name: 'logs', persistentVolumeClaim: { claimName: 'logs' } }];
  const pod = podOf({ containers: [APP, tail(['tail', '-f', '/logs/app.log'])], volumes: claim });
  expect(placesOf(rule, pod)).toEqual([]);
});
