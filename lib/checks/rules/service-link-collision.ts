import { Container } from '../../model/container';
import { ManifestSet } from '../../model/manifest-set';
import { readScript, simplesOf } from '../../model/shell';
import { flagOf, nearest } from '../../model/values';
import { Workload } from '../../model/workload';
import { setRule } from '../rule';

/** Variables that a program of the image reads, and that a Service of the fitting name sets. */
const READ: readonly (readonly [repository: RegExp, variable: string])[] = [
  [/(?:^|\/)(?:confluentinc\/cp-kafka|wurstmeister\/kafka)$/, 'KAFKA_PORT'],
  [/(?:^|\/)confluentinc\/cp-kafka-rest$/, 'KAFKA_REST_PORT'],
  [/(?:^|\/)confluentinc\/cp-schema-registry$/, 'SCHEMA_REGISTRY_PORT'],
  [/(?:^|\/)vllm\/vllm-openai$/, 'VLLM_PORT'],
  [/(?:^|\/)(?:redislabs|redis)\/redisinsight$/, 'REDISINSIGHT_PORT'],
  [/(?:^|\/)(?:redislabs|redis)\/redisinsight$/, 'RI_APP_PORT'],
];

interface Collision {
  readonly container: Container;
  readonly variable: string;
  readonly service: string;
  readonly why: string;
}

/**
 * For every Service of its namespace a Pod gets variables, as Docker's links made them: REDIS_PORT is `tcp://10.0.0.1:6379`.
 * A program that reads a number from there does not start.
 */
export const serviceLinkCollision = setRule(
  {
    id: 'service-link-collision',
    severity: 'warning',
    title: "a Service's variables collide with the program's own",
    sources: [
      'https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables',
      'https://github.com/laravel/framework/issues/24999',
      'https://github.com/confluentinc/cp-docker-images/issues/388',
      'https://github.com/vllm-project/vllm/pull/18209',
    ],
  },
  function* (set) {
    const links = linksOf(set);
    if (links.size === 0) return;
    for (const workload of set.workloads) {
      const { object, pod } = workload;
      if (flagOf(pod.spec['enableServiceLinks']) === false) continue;
      for (const { container, variable, service, why } of collisionsIn(workload, links)) {
        yield {
          object,
          container,
          path: nearest(object.data, [...pod.path, 'enableServiceLinks']),
          what: `it ${why} ${variable}, which Kubernetes sets for Service "${service}"`,
          happens: `The program finds a URL where it expects a number: ${variable}=tcp://10.0.0.1:80`,
          fix: `set enableServiceLinks: false in the Pod's spec, or ${variable} in the env of ${container.name}`,
        };
      }
    }
  },
);

/** The first of the collisions of each container. */
function* collisionsIn({ object, pod }: Workload, links: ReadonlyMap<string, string>): Iterable<Collision> {
  for (const container of pod.containers) {
    // Whatever they set comes before what Services set.
    if (container.envFrom.length > 0) continue;
    const own = new Set(container.env.map(({ name }) => name));
    for (const [variable, why] of readBy(container)) {
      const service = own.has(variable) ? undefined : links.get(`${object.namespace ?? ''}/${variable}`);
      if (service === undefined) continue;
      yield { container, variable, service, why };
      break;
    }
  }
}

function* readBy(container: Container): Iterable<[variable: string, why: string]> {
  const repository = container.image?.reference?.repository ?? '';
  for (const [pattern, variable] of READ) if (pattern.test(repository)) yield [variable, 'reads'];
  for (const variable of expandedBy(container)) yield [variable, 'uses'];
  for (const { name, value } of container.env) {
    const [, prefix] = /^([A-Z][A-Z0-9_]*)_HOST$/.exec(name) ?? [];
    // With the port in it there is nothing left to read.
    if (prefix !== undefined && value !== undefined && !value.includes(':')) {
      yield [`${prefix}_PORT`, `gets ${name}, and so is likely to read`];
    }
  }
}

/** The variables of its script that end with _PORT. */
function expandedBy({ script, command = [], args = [] }: Container): string[] {
  const found = [...command, ...args].join('\n').matchAll(/\$(?:\(|\{)?([A-Z][A-Z0-9_]{0,100}_PORT)(?![A-Z0-9_])/g);
  const names = [...new Set([...found].map(([, name]) => name))];
  const assigned = script ? assignedIn(script.text) : new Set<string>();
  return names.filter((name) => !assigned.has(name));
}

function assignedIn(script: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { assignments, words } of simplesOf(readScript(script) ?? [])) {
    for (const { text } of [...assignments, ...words]) names.add(text.split('=')[0]);
  }
  return names;
}

/** `namespace/NAME_PORT` of every Service that has an address of its own. */
function linksOf(set: ManifestSet): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  for (const service of set.services) {
    if (service.headless || service.external || service.ports.length === 0) continue;
    const variable = `${service.name.toUpperCase().replaceAll('-', '_')}_PORT`;
    links.set(`${service.object.namespace ?? ''}/${variable}`, service.name);
  }
  return links;
}
