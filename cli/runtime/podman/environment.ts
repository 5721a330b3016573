import { Container } from '../../../lib/model/container';
import { Data, dataOf, isData, textOf } from '../../../lib/model/values';
import { ConfigError, Configuration, ConfigurationKind } from './configuration';
import { fieldValue, NEEDS_ADDRESS, PodFacts, resourceValue } from './downward';
import { expand } from './expansion';

/** The variables of a container. */
export interface Environment {
  readonly variables: ReadonlyMap<string, string>;
  /** Those whose values come from Secrets, which are shown to nobody. */
  readonly secret: ReadonlySet<string>;
}

/** Where the values come from. */
export interface EnvironmentSources {
  readonly facts: PodFacts;
  readonly configuration: Configuration;
  /** Variables that name the Services of the namespace. */
  readonly links: readonly (readonly [string, string])[];
}

/** Whether a value is not known before the Pod has a network. */
export function needsAddress(container: Container): boolean {
  return container.env.some(({ valueFrom }) => {
    const path = textOf(dataOf(valueFrom?.['fieldRef'])['fieldPath']) ?? '';
    return NEEDS_ADDRESS.includes(path);
  });
}

/** Throws `ConfigError` in the kubelet's words when a value that is needed is not there. */
export function environmentOf(container: Container, sources: EnvironmentSources): Environment {
  const variables = new Map(sources.links);
  const secret = new Set<string>();
  const set = (name: string, value: string, isSecret: boolean) => {
    variables.set(name, value);
    if (isSecret) secret.add(name);
    else secret.delete(name);
  };
  for (const { data } of container.envFrom) addAll(data, sources.configuration, set);
  for (const { name, value, valueFrom } of container.env) {
    if (!valueFrom) {
      const text = value ?? '';
      const leads = [...secret].some((each) => text.includes(`$(${each})`));
      set(name, expand(text, variables), leads);
      continue;
    }
    const found = valueOf(valueFrom, container, sources);
    if (found !== undefined) set(name, found, isData(valueFrom['secretKeyRef']));
  }
  return { variables, secret };
}

type SetVariable = (name: string, value: string, isSecret: boolean) => void;

function addAll(source: Data, configuration: Configuration, set: SetVariable): void {
  const prefix = textOf(source['prefix']) ?? '';
  for (const [field, kind] of [
    ['configMapRef', 'ConfigMap'],
    ['secretRef', 'Secret'],
  ] as const) {
    const reference = source[field];
    if (!isData(reference)) continue;
    const found = configuration.get(kind, textOf(reference['name']) ?? '', reference['optional'] === true);
    for (const [key, value] of found ?? []) set(prefix + key, value.toString('utf8'), kind === 'Secret');
  }
}

/** Undefined for what is optional and not there: the variable is not set then. */
function valueOf(from: Data, container: Container, { facts, configuration }: EnvironmentSources): string | undefined {
  if (isData(from['configMapKeyRef'])) return keyValue('ConfigMap', from['configMapKeyRef'], configuration, facts);
  if (isData(from['secretKeyRef'])) return keyValue('Secret', from['secretKeyRef'], configuration, facts);
  if (isData(from['fieldRef'])) {
    const path = textOf(from['fieldRef']['fieldPath']) ?? '';
    const value = fieldValue(path, facts);
    if (value === undefined) throw new ConfigError(`unsupported fieldPath: ${path}`);
    return value;
  }
  if (isData(from['resourceFieldRef'])) {
    const source = from['resourceFieldRef'];
    const name = textOf(source['containerName']) ?? container.name;
    const of = facts.pod.containers.find((each) => each.name === name);
    if (!of) throw new ConfigError(`container ${name} not found`);
    const value = resourceValue(source, of, facts.node);
    if (value === undefined)
      throw new ConfigError(`unsupported container resource : ${textOf(source['resource']) ?? ''}`);
    return value;
  }
  return '';
}

function keyValue(
  kind: ConfigurationKind,
  reference: Data,
  configuration: Configuration,
  { identity }: PodFacts,
): string | undefined {
  const [name, key] = [textOf(reference['name']) ?? '', textOf(reference['key']) ?? ''];
  const optional = reference['optional'] === true;
  const value = configuration.get(kind, name, optional)?.get(key);
  if (value !== undefined) return value.toString('utf8');
  if (optional) return undefined;
  throw new ConfigError(`couldn't find key ${key} in ${kind} ${identity.namespace}/${name}`);
}
