import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { postgresDataMount as rule } from './postgres-data-mount';

const PLACE = 'spec.containers[0].volumeMounts[0].mountPath';
const CLAIM = { name: 'data', persistentVolumeClaim: { claimName: 'data' } };

function db(image: string, mount: object, container: object = {}, volume: object = CLAIM) {
  const volumeMounts = [{ name: 'data', ...mount }];
  return podOf({ volumes: [volume], containers: [{ name: 'db', image, volumeMounts, ...container }] });
}

test('refuses any volume at the old folder from 18 on', () => {
  for (const image of ['postgres:18', 'postgres:18.1-alpine', 'postgres']) {
    const found = db(image, { mountPath: '/var/lib/postgresql/data/' }, {}, { name: 'data', emptyDir: {} });
    expect(placesOf(rule, found)).toEqual([`error db ${PLACE}`]);
  }
  expect(findingsOf(rule, db('postgres:18', { mountPath: '/var/lib/postgresql/data' }))[0]).toMatchObject({
    what: 'a volume is mounted at /var/lib/postgresql/data, which postgres:18 does not use any more',
    fix: 'mount it at /var/lib/postgresql, or set PGDATA to /var/lib/postgresql/data/pgdata',
  });
});

test('warns of the root of a claim as data folder before 18', () => {
  expect(placesOf(rule, db('postgres:16', { mountPath: '/var/lib/postgresql/data' }))).toEqual([`warning db ${PLACE}`]);
  const moved = db('postgres:16', { mountPath: '/pg' }, { env: [{ name: 'PGDATA', value: '/pg/' }] });
  expect(findingsOf(rule, moved)[0]?.fix).toBe('set PGDATA to /pg/pgdata, or give the mount a subPath');
});

test('knows the claims that a StatefulSet makes', () => {
  const spec = {
    containers: [
      { name: 'db', image: 'postgres:16', volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }] },
    ],
  };
  const set = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' } };
  const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: {} }];
  const yaml = JSON.stringify({ ...set, spec: { template: { spec }, volumeClaimTemplates } });
  expect(placesOf(rule, yaml)).toEqual([`warning db spec.template.spec.containers[0].volumeMounts[0].mountPath`]);
});

test('warns of a claim above the volume of the image', () => {
  const found = db('postgres:16-alpine', { mountPath: '/var/lib/postgresql' });
  expect(placesOf(rule, found)).toEqual([`warning db ${PLACE}`]);
  expect(findingsOf(rule, found)[0]?.what).toContain('declares a volume of its own at /var/lib/postgresql/data');
});

test('sees native sidecars', () => {
  const volumeMounts = [{ name: 'data', mountPath: '/var/lib/postgresql/data' }];
  const initContainers = [{ name: 'db', image: 'postgres:18', restartPolicy: 'Always', volumeMounts }];
  expect(placesOf(rule, podOf({ volumes: [CLAIM], initContainers, containers: [] }))).toEqual([
    'error db spec.initContainers[0].volumeMounts[0].mountPath',
  ]);
});

test('only warns about an image elsewhere', () => {
  const found = db('registry.example.com/postgres:18', { mountPath: '/var/lib/postgresql/data' });
  expect(placesOf(rule, found)).toEqual([`warning db ${PLACE}`]);
});

const SUBFOLDER = { env: [{ name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' }] };

test.each([
  ['PGDATA is a folder in the claim', 'postgres:16', { mountPath: '/var/lib/postgresql/data' }, SUBFOLDER],
  ['PGDATA is a folder in the claim of 18', 'postgres:18', { mountPath: '/var/lib/postgresql/data' }, SUBFOLDER],
  ['a folder of the claim is mounted', 'postgres:16', { mountPath: '/var/lib/postgresql/data', subPath: 'pg' }, {}],
  ['18 has its own folder', 'postgres:18', { mountPath: '/var/lib/postgresql' }, {}],
  ['variables come from elsewhere', 'postgres:18', { mountPath: '/var/lib/postgresql/data' }, { envFrom: [{}] }],
  ['a digest hides the version', `postgres@sha256:${'a'.repeat(64)}`, { mountPath: '/var/lib/postgresql/data' }, {}],
  ['it is a client', 'postgres:18', { mountPath: '/var/lib/postgresql/data' }, { command: ['psql'] }],
  ['it is another publisher', 'bitnami/postgresql:17', { mountPath: '/var/lib/postgresql/data' }, {}],
])('is content where %s', (_, image, mount, container) => {
  expect(placesOf(rule, db(image, mount, container))).toEqual([]);
});

test('is content with an emptyDir, which is empty', () => {
  const mount = { mountPath: '/var/lib/postgresql/data' };
  expect(placesOf(rule, db('postgres:16', mount, {}, { name: 'data', emptyDir: {} }))).toEqual([]);
});
