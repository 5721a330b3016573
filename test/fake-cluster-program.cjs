/**
 * A kubectl with a cluster that is a file: it keeps objects, makes the Pods of workloads, and prints as kubectl 1.31 does with
 * an API server of 1.31.
 */
const fs = require('node:fs');
const path = require('node:path');
const { randomUUID } = require('node:crypto');
const { writeWhole } = require('../tools/source-state.cjs');

const PLURALS = {
  pods: 'Pod',
  pod: 'Pod',
  events: 'Event',
  configmaps: 'ConfigMap',
  configmap: 'ConfigMap',
  namespaces: 'Namespace',
  serviceaccount: 'ServiceAccount',
  'replicasets.apps': 'ReplicaSet',
};

class Failure extends Error {}

module.exports = (folder) => {
  const file = (name) => path.join(folder, name);
  const read = (name) => JSON.parse(fs.readFileSync(file(name), 'utf8'));
  const write = (name, value) => writeWhole(file(name), JSON.stringify(value));

  const args = process.argv.slice(2);
  const ours = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const option = (name) => ours.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const words = ours.filter((arg) => !arg.startsWith('-'));
  const own = args.filter((arg) => !/^--(?:context|namespace)=/.test(arg));
  const takesInput = option('filename') === '-';
  const input = takesInput ? fs.readFileSync(0, 'utf8') : '';
  const settings = read('settings');
  fs.appendFileSync(file('calls'), `${JSON.stringify(args)}\n`);
  if (takesInput) fs.appendFileSync(file('inputs'), `${input}\n`);

  const answer = read('answers').find((each) => each.args.every((word, index) => own[index] === word));
  if (answer) return finish(answer, answer.seconds);
  try {
    const stdout = { config, version, get, create, apply, delete: remove, label, logs }[words[0]]?.();
    if (stdout === undefined) throw new Failure(`error: unknown command "${words.join(' ')}" for "kubectl"`);
    return finish({ stdout }, settings.slow?.[option('dry-run') ? 'dry-run' : words[0]]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return finish({ stderr: `${error.message}\n`, exitCode: 1 });
  }

  function finish({ stdout = '', stderr = '', exitCode = 0 }, seconds = 0) {
    setTimeout(() => {
      process.stderr.write(stderr);
      process.exitCode = exitCode;
      process.stdout.write(stdout);
    }, seconds * 1000);
  }

  function config() {
    return print(settings.config);
  }

  function requireContext() {
    const context = option('context') ?? settings.config['current-context'];
    const known = settings.config.contexts.some(({ name }) => name === context);
    if (!known) throw new Failure(`error: context "${context}" does not exist`);
  }

  function version() {
    requireContext();
    return print({
      clientVersion: { major: '1', minor: '31', gitVersion: 'v1.31.9' },
      kustomizeVersion: 'v5.4.2',
      serverVersion: { major: '1', minor: '31', gitVersion: 'v1.31.0' },
    });
  }

  function get() {
    requireContext();
    const objects = read('objects');
    if (takesInput)
      return print(list(itemsIn(input).flatMap((item) => objects.find((each) => same(each, item)) ?? [])));
    const [, types, name] = words;
    const found = objects.filter((object) => isMeant(object, types));
    if (name === undefined) return print(list(found));
    const [one] = found.filter(({ metadata }) => metadata.name === name);
    if (one) return print(one);
    if (ours.includes('--ignore-not-found')) return '';
    throw new Failure(`Error from server (NotFound): ${types} "${name}" not found`);
  }

  function isMeant({ kind, metadata, involvedObject }, types) {
    const [key, value] = (option('selector') ?? '').split('=');
    const field = option('field-selector')?.replace(/^involvedObject\.uid=/, '');
    return (
      types.split(',').some((type) => (PLURALS[type] ?? type.split('.')[0]) === kind) &&
      (option('namespace') === undefined || kind === 'Namespace' || metadata.namespace === option('namespace')) &&
      (key === '' || (key in (metadata.labels ?? {}) && (value === undefined || metadata.labels[key] === value))) &&
      (field === undefined || involvedObject?.uid === field)
    );
  }

  function create() {
    return store(({ kind, metadata }) => {
      const what = `${kind.toLowerCase()}s "${metadata.name}"`;
      throw new Failure(`Error from server (AlreadyExists): error when creating "STDIN": ${what} already exists`);
    });
  }

  function apply() {
    return store(() => undefined, option('dry-run') === 'server');
  }

  function store(onExisting, dry = false) {
    requireContext();
    const objects = read('objects');
    const stored = [];
    for (const item of itemsIn(input)) {
      const { kind, metadata } = item;
      const isThere = (name) => objects.some((each) => each.kind === 'Namespace' && each.metadata.name === name);
      if (kind !== 'Namespace' && !isThere(metadata.namespace)) {
        throw new Failure(`Error from server (NotFound): namespaces "${metadata.namespace}" not found`);
      }
      const before = objects.find((each) => same(each, item));
      if (before) onExisting(before);
      if (kind === 'Pod' && !item.spec.serviceAccountName && !objects.some(isDefaultAccount(metadata.namespace))) {
        const why = `error looking up service account ${metadata.namespace}/default: serviceaccount "default" not found`;
        throw new Failure(`Error from server (Forbidden): pods "${metadata.name}" is forbidden: ${why}`);
      }
      const whole = { ...item, metadata: { ...metadata, ...filledIn(), ...before?.metadata }, ...statusOf(item) };
      stored.push(whole);
      if (dry) continue;
      if (!before) objects.push(whole, ...madeOf(whole));
      write('objects', objects);
      if (stored.length === settings.stopAfter) throw new Failure(settings.stopWith);
    }
    if (option('output') !== 'json')
      return stored.map(({ metadata }) => `${metadata.name} serverside-applied\n`).join('');
    return print(stored.length === 1 ? stored[0] : list(stored));
  }

  function madeOf(object) {
    const { kind, metadata, spec } = object;
    const { name } = metadata;
    if (kind === 'Namespace') return settings.accounts === false ? [] : [accountOf(name)];
    if (settings.controllers === false) return refusalOf(object);
    switch (kind) {
      case 'Deployment': {
        const set = ownedBy(object, 'apps/v1', 'ReplicaSet', `${name}-5d4c7b9f6`, spec.template.metadata?.labels);
        return [set, podOf(set, spec.template, `${set.metadata.name}-x2x7k`)];
      }
      case 'StatefulSet': {
        const claims = (spec.volumeClaimTemplates ?? []).map(({ metadata: { name: claim, labels } }) => ({
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: `${claim}-${name}-0`, namespace: metadata.namespace, labels, ...filledIn() },
        }));
        return [podOf(object, spec.template, `${name}-0`), ...claims];
      }
      case 'DaemonSet':
        return ['b', 'a'].map((suffix) => podOf(object, spec.template, `${name}-${suffix}`));
      case 'Job':
      case 'ReplicaSet':
      case 'ReplicationController':
        return spec.suspend ? [] : [podOf(object, spec.template, `${name}-7h2mq`)];
      default:
        return [];
    }
  }

  function remove() {
    requireContext();
    const [, types] = words;
    const objects = read('objects');
    const gone = new Set(objects.filter((object) => isMeant(object, types)));
    const namespaces = [...gone].filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
    for (const object of objects) {
      const owners = (object.metadata.ownerReferences ?? []).map(({ uid }) => uid);
      const isOwned = [...gone].some(({ metadata }) => owners.includes(metadata.uid));
      if (isOwned || namespaces.includes(object.metadata.namespace)) gone.add(object);
    }
    write(
      'objects',
      objects.filter((object) => !gone.has(object)),
    );
    if (gone.size === 0) return 'No resources found\n';
    return [...gone].map(({ kind, metadata }) => `${kind.toLowerCase()} "${metadata.name}" deleted\n`).join('');
  }

  function label() {
    requireContext();
    const [, type, name, pair] = words;
    const objects = read('objects');
    const found = objects.find((object) => isMeant(object, type) && object.metadata.name === name);
    if (!found) throw new Failure(`Error from server (NotFound): ${type}s "${name}" not found`);
    const [key, value] = pair.split('=');
    found.metadata.labels = { ...found.metadata.labels, [key]: value };
    write('objects', objects);
    return `${type}/${name} labeled\n`;
  }

  function logs() {
    return 'one\ntwo\n';
  }
};

function itemsIn(text) {
  const { items, ...object } = JSON.parse(text);
  return items ?? [object];
}

function list(items) {
  return { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } };
}

function print(value) {
  return `${JSON.stringify(value, null, 4)}\n`;
}

function same(a, b) {
  return a.kind === b.kind && a.metadata.name === b.metadata.name && a.metadata.namespace === b.metadata.namespace;
}

function filledIn() {
  return { creationTimestamp: '2025-03-04T10:00:00Z', resourceVersion: '4711', uid: randomUUID() };
}

function isDefaultAccount(namespace) {
  return ({ kind, metadata }) =>
    kind === 'ServiceAccount' && metadata.name === 'default' && metadata.namespace === namespace;
}

function accountOf(namespace) {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace, ...filledIn() } };
}

function ownedBy({ apiVersion, kind: ownerKind, metadata: owner }, version, kind, name, labels) {
  const { namespace, uid } = owner;
  const ownerReferences = [{ apiVersion, kind: ownerKind, name: owner.name, uid, controller: true }];
  return { apiVersion: version, kind, metadata: { name, namespace, labels, ownerReferences, ...filledIn() } };
}

function podOf(owner, template, name) {
  const pod = { ...ownedBy(owner, 'v1', 'Pod', name, template.metadata?.labels), spec: template.spec };
  return { ...pod, ...statusOf(pod) };
}

/** All is well with it. */
function statusOf({ kind, spec }) {
  if (kind !== 'Pod') return {};
  const containerStatuses = spec.containers.map(({ name, image }) => ({
    name,
    image,
    ready: true,
    started: true,
    restartCount: 0,
    state: { running: { startedAt: '2025-03-04T10:00:02Z' } },
  }));
  const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: '2025-03-04T10:00:02Z' }];
  return { status: { phase: 'Running', conditions, containerStatuses } };
}

/** What a controller says that may not make Pods. */
function refusalOf({ apiVersion, kind, metadata: { name, namespace, uid } }) {
  return [
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.17a`, namespace, ...filledIn() },
      involvedObject: { apiVersion, kind, name, namespace, uid },
      type: 'Warning',
      reason: 'FailedCreate',
      message:
        'Error creating: pods "web-0" is forbidden: exceeded quota: few, requested: pods=1, used: pods=4, limited: pods=4',
    },
  ];
}
