import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { sharedProcesses as rule } from './shared-processes';

const WEB = { name: 'web', image: 'nginx:1.27' };

function helper(script: string, more: object = {}) {
  return { name: 'helper', image: 'alpine:3.20', command: ['sh', '-c', script], ...more };
}

test.each([
  ['while true; do pkill -HUP nginx; sleep 60; done', 'pkill -HUP nginx'],
  ['while true; do kill -HUP $(pidof nginx); sleep 60; done', 'pidof nginx'],
  ['while inotifywait /etc/nginx; do nginx -s reload; done', 'nginx -s reload'],
])('finds that "%s" reaches nobody', (script, text) => {
  const yaml = podOf({ containers: [WEB, helper(script)] });
  expect(placesOf(rule, yaml)).toEqual(['warning helper spec.containers[1].command[2]']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: `"${text}" is about the process of web, and the containers do not see each other's processes`,
    fix: 'set shareProcessNamespace to true in the PodSpec',
  });
});

test('sees native sidecars on either side', () => {
  const sidecar = (container: object) => [{ ...container, restartPolicy: 'Always' }];
  const reload = helper('pkill -HUP nginx; sleep infinity');
  expect(placesOf(rule, podOf({ initContainers: sidecar(reload), containers: [WEB] }))).toHaveLength(1);
  expect(placesOf(rule, podOf({ initContainers: sidecar(WEB), containers: [reload] }))).toHaveLength(1);
});

test('finds a program that is told to reload by signal', () => {
  const reloader = {
    name: 'reload',
    image: 'quay.io/prometheus-operator/prometheus-config-reloader:v0.93.0',
    args: ['--reload-method=signal'],
  };
  const prometheus = { name: 'prometheus', image: 'prom/prometheus:v3.5.0' };
  expect(placesOf(rule, podOf({ containers: [prometheus, reloader] }))).toHaveLength(1);
  expect(placesOf(rule, podOf({ shareProcessNamespace: true, containers: [prometheus, reloader] }))).toEqual([]);
});

test('finds a user who may not signal another', () => {
  const reload = helper('pkill -HUP nginx; sleep infinity', { securityContext: { runAsUser: 1000 } });
  expect(findingsOf(rule, podOf({ shareProcessNamespace: true, containers: [WEB, reload] }))[0]).toMatchObject({
    what: '"pkill -HUP nginx" is about the process of web, which belongs to user 0, and helper runs as user 1000',
    fix: 'run both as one user: set securityContext.runAsUser to 0 in helper',
  });
  const weak = helper('pkill node; sleep 9', { securityContext: { capabilities: { drop: ['ALL'] } } });
  const node = { name: 'app', image: 'node:22', command: ['node', 'a.js'], securityContext: { runAsUser: 1000 } };
  expect(placesOf(rule, podOf({ shareProcessNamespace: true, containers: [node, weak] }))).toHaveLength(1);
});

test('finds an image that has to be process 1', () => {
  const ssh = { name: 'ssh', image: 'lscr.io/linuxserver/openssh-server:9.9' };
  const yaml = podOf({
    shareProcessNamespace: true,
    containers: [ssh, { name: 'b', image: 'x:1', command: ['/sbin/init'] }],
  });
  expect(placesOf(rule, yaml)).toEqual([
    'error ssh spec.shareProcessNamespace',
    'warning b spec.shareProcessNamespace',
  ]);
  expect(findingsOf(rule, yaml)[0]?.happens).toContain('s6-overlay-suexec: fatal: can only run as pid 1');
});

const RELOAD = helper('pkill -HUP nginx; sleep infinity');

test.each([
  ['processes are shared', { shareProcessNamespace: true, containers: [WEB, RELOAD] }],
  ["the node's processes are seen", { hostPID: true, containers: [WEB, RELOAD] }],
  ['the process is its own', { containers: [WEB, helper('nginx; while true; do nginx -s reload; sleep 60; done')] }],
  ['no container runs such a process', { containers: [{ name: 'app', image: 'example.com/a:1' }, RELOAD] }],
  ['it is a Pod of one container', { containers: [RELOAD] }],
  [
    'it asks over HTTP',
    { containers: [WEB, helper('wget -qO- --post-data= http://localhost:9090/-/reload; sleep 9')] },
  ],
  [
    'the image has an init system and its own processes',
    { containers: [{ name: 'a', image: 'linuxserver/nginx:1.26' }] },
  ],
  [
    'root may signal everybody',
    { shareProcessNamespace: true, containers: [{ ...WEB, securityContext: { runAsUser: 101 } }, RELOAD] },
  ],
])('is content where %s', (_, spec) => {
  expect(placesOf(rule, podOf(spec))).toEqual([]);
});
