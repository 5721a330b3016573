import { Environment } from './environment';

/** Says what is wrong with a value; undefined when nothing is. */
type Check = (value: unknown, settings: Settings) => string | undefined;

type Settings = { readonly [key: string]: unknown };

/** The minor versions of Kubernetes 1 that the charts have been thought through for. */
const [OLDEST, NEWEST] = [25, 36];

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const HOST = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$/;
const NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const version: Check = (value) => {
  const minor = typeof value === 'string' ? Number(/^1\.(\d+)$/.exec(value)?.[1]) : NaN;
  if (minor >= OLDEST && minor <= NEWEST) return undefined;
  return `write a known version, from '1.${OLDEST}' to '1.${NEWEST}'`;
};

const label = matching(LABEL, 'write a name of at most 63 lower-case letters, digits and "-"');
const name = matching(NAME, 'write a name of lower-case letters, digits, "-" and "."');
const host = matching(HOST, 'write a DNS name such as web.example.com, without scheme, port and path');

const count: Check = (value) =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1000
    ? undefined
    : 'write a whole number, from 1 to 1000';

const atMost: Check = (value, { replicas }) =>
  count(value, {}) ??
  (count(replicas, {}) === undefined && (value as number) < (replicas as number)
    ? `write at least replicas, ${String(replicas)}`
    : undefined);

/** Folders of the output that are taken. */
const TAKEN = ['argocd', 'tutorial'];

const ownFolder: Check = (value) =>
  label(value, {}) ?? (TAKEN.includes(value as string) ? 'choose another: dist/ has such a folder already' : undefined);

const CHECKS: { readonly [key in keyof Required<Environment>]: Check } = {
  name: ownFolder,
  kubernetesVersion: version,
  namespace: label,
  host,
  ingressClass: name,
  ingressNamespace: label,
  monitoringNamespace: label,
  replicas: count,
  maxReplicas: atMost,
  tlsSecretName: name,
};

const OPTIONAL: readonly string[] = ['maxReplicas', 'tlsSecretName'] satisfies (keyof Environment)[];

/**
 * The environment that a file exports.
 * Throws with the file and the key of all that is wrong, since settings also come from where no types are looked at.
 */
export function environmentOf(file: string, exported: Settings): Environment {
  const values = Object.values(exported);
  if (values.length !== 1 || typeof values[0] !== 'object' || values[0] === null) {
    throw new Error(`${file}: it exports ${values.length} values. Fix: export one Environment, and nothing else.`);
  }
  const settings = values[0] as Settings;
  const wrong = problems(file, settings);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return settings as unknown as Environment;
}

/** What no two environments may have in common: all of them go to one cluster. */
const APART = ['namespace', 'host'] as const;

/** Throws with the files and the key where two environments would take each other's objects or requests. */
export function requireApart(environments: readonly Environment[]): readonly Environment[] {
  const file = ({ name }: Environment) => `environments/${name}.ts`;
  const shared = APART.flatMap((key) =>
    environments.flatMap((environment, index) => {
      const earlier = environments.slice(0, index).find((other) => other[key] === environment[key]);
      if (!earlier) return [];
      return `${file(environment)}: ${key}: ${file(earlier)} has "${environment[key]}" as well. Fix: write another one.`;
    }),
  );
  if (shared.length > 0) throw new Error(shared.join('\n'));
  return environments;
}

function problems(file: string, settings: Settings): string[] {
  const found: string[] = [];
  const say = (key: string, text: string) => found.push(`${file}: ${key}: ${text}`);
  for (const key of Object.keys(settings)) {
    if (!Object.hasOwn(CHECKS, key))
      say(key, `there is no such setting. Fix: use one of ${Object.keys(CHECKS).join(', ')}.`);
  }
  for (const [key, check] of Object.entries(CHECKS)) {
    const value = settings[key];
    if (value === undefined) {
      if (!OPTIONAL.includes(key)) say(key, 'it is missing. Fix: add it.');
      continue;
    }
    const rule = check(value, settings);
    if (rule !== undefined) say(key, `${JSON.stringify(value)} is not right. Fix: ${rule}.`);
  }
  const expected = /([^/]*)\.ts$/.exec(file)?.[1];
  if (found.length === 0 && settings['name'] !== expected) {
    say(
      'name',
      `"${String(settings['name'])}" is not the name of the file. Fix: write "${expected}", or rename the file.`,
    );
  }
  return found;
}

function matching(pattern: RegExp, rule: string): Check {
  return (value) => (typeof value === 'string' && pattern.test(value) ? undefined : rule);
}
