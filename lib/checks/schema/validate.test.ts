import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as apps from 'kubernetes-models/apps/v1';
import * as autoscaling1 from 'kubernetes-models/autoscaling/v1';
import * as autoscaling2 from 'kubernetes-models/autoscaling/v2';
import * as batch from 'kubernetes-models/batch/v1';
import * as coordination from 'kubernetes-models/coordination.k8s.io/v1';
import * as discovery from 'kubernetes-models/discovery.k8s.io/v1';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as node from 'kubernetes-models/node.k8s.io/v1';
import * as policy from 'kubernetes-models/policy/v1';
import * as rbac from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import * as scheduling from 'kubernetes-models/scheduling.k8s.io/v1';
import * as storage from 'kubernetes-models/storage.k8s.io/v1';
import * as core from 'kubernetes-models/v1';
import { KINDS } from './data';
import { ObjectType, Shape, typeOfKind } from './types';
import { problemsOf } from './validate';

const MODELS: Record<string, Record<string, unknown>> = {
  v1: core,
  'apps/v1': apps,
  'autoscaling/v1': autoscaling1,
  'autoscaling/v2': autoscaling2,
  'batch/v1': batch,
  'coordination.k8s.io/v1': coordination,
  'discovery.k8s.io/v1': discovery,
  'networking.k8s.io/v1': networking,
  'node.k8s.io/v1': node,
  'policy/v1': policy,
  'rbac.authorization.k8s.io/v1': rbac,
  'scheduling.k8s.io/v1': scheduling,
  'storage.k8s.io/v1': storage,
};

const VALUES = [
  ...['text', '', '5', '500m', '64Mi', '1.5.2', 'AA==', 'AAA', 'TCP', 'true'],
  ...[5, -1, 1.5, 2 ** 31, 2 ** 40, true, false],
  ...[[], {}, ['text'], [5], [{}], [[]], { a: 'text' }, { a: 5 }, { a: '5' }, { a: {} }],
];

const SAMPLES = {
  any: {},
  boolean: true,
  byte: 'AA==',
  'int-or-string': 80,
  int32: 5,
  int64: 5,
  quantity: '1Gi',
  string: 'text',
  time: '2030-01-01T00:00:00Z',
};

function smallest(shape: Shape): unknown {
  switch (shape.kind) {
    case 'enum':
      return shape.values[0];
    case 'list':
      return [smallest(shape.of)];
    case 'map':
      return { key: smallest(shape.of) };
    case 'object':
      return smallestObject(shape.type);
    case 'scalar':
      return SAMPLES[shape.scalar];
  }
}

/** Required by kubernetes-models only: the API server takes an object without them. */
const OPTIONAL: Record<string, string> = {
  CSIDriver: 'spec',
  EndpointSlice: 'endpoints',
  HTTPHeader: 'value',
  ISCSIPersistentVolumeSource: 'lun',
  ISCSIVolumeSource: 'lun',
  LimitRangeSpec: 'limits',
  NetworkPolicySpec: 'podSelector',
  PodFailurePolicyOnPodConditionsPattern: 'status',
  PreferredSchedulingTerm: 'preference',
  PriorityClass: 'value',
  RoleRef: 'apiGroup',
  SleepAction: 'seconds',
  Sysctl: 'value',
};

function smallestObject({ name, required, fields }: ObjectType): Record<string, unknown> {
  const both = [...required, ...(name in OPTIONAL ? [OPTIONAL[name]] : [])];
  return Object.fromEntries(both.map((field) => [field, smallest(fields.get(field)!)]));
}

/** Objects without the fields that they need are cases of those fields. */
function isIncomplete(value: unknown, shape: Shape): boolean {
  if (shape.kind === 'list' && Array.isArray(value)) return value.some((item) => isIncomplete(item, shape.of));
  return shape.kind === 'object' && typeof value === 'object' && !Array.isArray(value);
}

/** What is deliberately not looked at: how a time is written, and words that newer versions have more of. */
function isOpen(name: string, value: unknown, shape: Shape): boolean {
  const open = name === 'Toleration.operator' || (shape.kind === 'scalar' && shape.scalar === 'time');
  return open && typeof value === 'string';
}

interface Case {
  readonly name: string;
  readonly object: unknown;
}

type Wrap = (value: unknown) => unknown;

/** For every field of every type below a kind: objects with it, without it, and with many other values. */
function* casesOf(type: ObjectType, wrap: Wrap, seen: Set<string>): Iterable<Case> {
  if (seen.has(type.name)) return;
  seen.add(type.name);
  const small = smallestObject(type);
  for (const [field, shape] of type.fields) {
    const name = `${type.name}.${field}`;
    if (field === 'apiVersion' || field === 'kind' || (shape.kind === 'scalar' && shape.scalar === 'any')) continue;
    const without = Object.fromEntries(Object.entries(small).filter(([other]) => other !== field));
    yield { name: `${name} missing`, object: wrap(without) };
    const enumerated = shape.kind === 'enum' ? shape.values : [];
    for (const value of [smallest(shape), ...enumerated, ...VALUES]) {
      if (isOpen(name, value, shape) || (isIncomplete(value, shape) && VALUES.includes(value as never))) continue;
      yield { name: `${name} ${JSON.stringify(value)}`, object: wrap({ ...small, [field]: value }) };
    }
    const inner = shape.kind === 'list' || shape.kind === 'map' ? shape.of : shape;
    if (inner.kind !== 'object') continue;
    const put = (value: unknown) => (shape.kind === 'list' ? [value] : shape.kind === 'map' ? { key: value } : value);
    yield* casesOf(inner.type, (value) => wrap({ ...small, [field]: put(value) }), seen);
  }
}

function verdictOfModels(Model: new (data: unknown) => { validate(): void }, object: unknown): boolean {
  try {
    new Model(object).validate();
    return true;
  } catch {
    return false;
  }
}

test('comes to the verdicts of kubernetes-models, except where the API server does not', () => {
  const seen = new Set<string>();
  const stricter: string[] = [];
  const milder: string[] = [];
  let compared = 0;
  for (const key of Object.keys(KINDS)) {
    const [apiVersion, kind] = [key.slice(0, key.lastIndexOf('/')), key.slice(key.lastIndexOf('/') + 1)];
    const type = typeOfKind(apiVersion, kind)!;
    const Model = MODELS[apiVersion][kind] as new (data: unknown) => { validate(): void };
    const wrap: Wrap = (value) => ({ ...(value as object), apiVersion, kind });
    for (const { name, object } of casesOf(type, wrap, seen)) {
      const ours = problemsOf(object, type).every((problem) => problem.kind === 'unknown');
      const theirs = verdictOfModels(Model, object);
      compared++;
      if (ours !== theirs) (ours ? milder : stricter).push(name);
    }
  }
  expect(compared).toBeGreaterThan(20_000);
  // No schema says so, but without what is required in it a spec is not accepted.
  expect(stricter.filter((name) => !name.endsWith('.spec missing'))).toEqual([]);
  expect(milder.sort()).toEqual(Object.entries(OPTIONAL).map(([type, field]) => `${type}.${field} missing`));
});

test('is made from the kubernetes-models that is installed', () => {
  const script = `require('./tools/generate-schemas.cjs').generate().then((source) => process.stdout.write(source))`;
  const made = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  expect(readFileSync(join(process.cwd(), 'lib/checks/schema/data.ts'), 'utf8')).toBe(made);
});
