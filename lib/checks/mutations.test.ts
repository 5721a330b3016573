import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { readPage } from '../../test/rule-page';
import { Manifest } from '../../test/synth';
import { objectsOf } from '../model/kube-object';
import { check } from './engine';
import { Finding } from './finding';

/**
 * What people get wrong, done to manifests that are right: each change must be found by the rule that is made for it.
 * A change returns whether it could be made.
 */
interface Mutation {
  readonly rule: string;
  readonly change: string;
  readonly make: (objects: Manifest[]) => boolean;
}

const MUTATIONS: Mutation[] = [
  mutate('volume-undeclared', 'a volume is renamed in one mount', ({ containers }) =>
    first(
      containers,
      ({ volumeMounts }) => volumeMounts?.[0],
      (mount) => (mount.name += '-typo'),
    ),
  ),
  mutate(
    'container-name-twice',
    'a container is named like another',
    ({ containers }) => containers.length > 1 && done(() => (containers[1].name = containers[0].name)),
  ),
  mutate('port-declared-twice', 'a port is copied to another container', ({ running }) => {
    const owner = running.find(({ ports }) => ports?.length);
    const other = running.find((container) => container !== owner);
    return Boolean(owner && other) && done(() => (other!.ports = [{ containerPort: owner!.ports[0].containerPort }]));
  }),
  mutate('mount-path-twice', 'a mount is written twice', ({ containers }) =>
    first(
      containers,
      ({ volumeMounts }) => volumeMounts,
      (mounts: Manifest[]) => mounts.push({ ...mounts[0] }),
    ),
  ),
  mutate('image-root-under-non-root', 'the user is left out', ({ spec, containers }) => {
    const container = containers.find(({ image }) => /^(nginx|busybox|redis):/.test(String(image)));
    if (!container) return false;
    delete spec.securityContext?.runAsUser;
    delete container.securityContext?.runAsUser;
    container.securityContext = { ...container.securityContext, runAsNonRoot: true };
    return true;
  }),
  mutate('image-user-by-name', 'the image becomes one whose user is a name', ({ spec, containers }) => {
    delete spec.securityContext?.runAsUser;
    return first(
      containers,
      (container) => container,
      (container) => {
        container.image = 'prom/prometheus:v2.53.0';
        container.securityContext = { runAsNonRoot: true };
      },
    );
  }),
  mutate('image-reference', 'the image has a space', ({ containers }) =>
    first(
      containers,
      (container) => container,
      (container) => (container.image = 'nginx: alpine'),
    ),
  ),
  mutate('probe-port-name', 'a probe names a port that is not there', ({ running }) =>
    first(
      running,
      ({ readinessProbe }) => readinessProbe?.httpGet,
      (request) => (request.port = 'no-such-port'),
    ),
  ),
  mutate('probe-host', 'a probe dials localhost', ({ running }) =>
    first(
      running,
      ({ readinessProbe }) => readinessProbe?.httpGet,
      (request) => (request.host = 'localhost'),
    ),
  ),
  mutate('tool-missing', 'a probe runs curl in busybox', ({ running }) =>
    first(
      running,
      (container) => container,
      (container) => {
        container.image = 'busybox:1.36';
        container.livenessProbe = { exec: { command: ['curl', '-f', 'http://localhost:8080/'] } };
      },
    ),
  ),
  mutate('shell-command-split', 'the script is split over words', ({ containers }) =>
    first(
      containers,
      (container) => container,
      (container) => {
        container.command = ['sh', '-c', 'echo', 'hello'];
        delete container.args;
      },
    ),
  ),
  mutate('command-ends', 'busybox loses its command', ({ object, spec }) => {
    const container = spec.containers.find(({ image }: Manifest) => String(image).startsWith('busybox:'));
    if (!container || /Job$/.test(object.kind) || (spec.restartPolicy ?? 'Always') !== 'Always') return false;
    delete container.command;
    delete container.args;
    return true;
  }),
  mutate('init-never-ends', 'a native sidecar loses its restartPolicy', ({ spec }) =>
    first(
      spec.initContainers ?? [],
      (container) =>
        container.restartPolicy === 'Always' && /^(nginx|haproxy|redis):/.test(container.image) && container,
      (container) => {
        for (const field of ['restartPolicy', 'startupProbe', 'readinessProbe', 'livenessProbe'])
          delete container[field];
      },
    ),
  ),
  mutate('job-never-completes', 'the sidecar of a Job becomes a regular container', ({ object, spec }) => {
    const sidecar = spec.initContainers?.find((container: Manifest) => container.restartPolicy === 'Always');
    if (!/Job$/.test(object.kind) || !sidecar) return false;
    spec.initContainers = spec.initContainers.filter((container: Manifest) => container !== sidecar);
    delete sidecar.restartPolicy;
    spec.containers.push(sidecar);
    return true;
  }),
  mutate('env-twice', 'a variable is set twice', ({ containers }) =>
    first(
      containers,
      ({ env }) => env?.length && env,
      (env: Manifest[]) => env.push({ name: env[0].name, value: 'again' }),
    ),
  ),
  mutate('invalid-name', 'a container gets an upper-case name', ({ containers }) =>
    first(
      containers,
      (container) => container,
      (container) => (container.name = 'Web_1'),
    ),
  ),
  mutate('prestop-exceeds-grace', 'a preStop hook sleeps longer than the grace period', ({ spec, running }) =>
    first(
      running,
      (container) => container,
      (container) => {
        spec.terminationGracePeriodSeconds = 30;
        container.lifecycle = { preStop: { exec: { command: ['sleep', '40'] } } };
      },
    ),
  ),
  mutate('requests-exceed-node', 'a container requests more than any node has', ({ containers }) =>
    first(
      containers,
      (container) => container,
      (container) => (container.resources = { requests: { cpu: '999' } }),
    ),
  ),
  mutate('memory-volume-limit', 'a volume in memory outgrows its writer', ({ spec, running }) =>
    first(
      running,
      (container) => container,
      (container) => {
        (spec.volumes ??= []).push({ name: 'grown', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } });
        (container.volumeMounts ??= []).push({ name: 'grown', mountPath: '/grown' });
        container.resources = { limits: { memory: '64Mi' } };
      },
    ),
  ),
  mutate('host-port-twice', 'two containers ask for one port of the node', ({ running }) => {
    if (running.length < 2) return false;
    const [a, b] = running;
    return done(() => {
      a.ports = [{ containerPort: 7001, hostPort: 7000 }];
      b.ports = [{ containerPort: 7002, hostPort: 7000 }];
    });
  }),
  mutate(
    'restart-policy',
    'a Deployment does not restart',
    ({ object, spec }) => object.kind === 'Deployment' && done(() => (spec.restartPolicy = 'Never')),
  ),
  mutate(
    'selector-mismatch',
    'the labels of the template change',
    ({ object }) =>
      object.kind === 'Deployment' && done(() => (object.spec.template.metadata = { labels: { other: 'label' } })),
  ),
  among('service-target-port', 'a Service names a port that is not there', 'Service', ({ spec }, objects) => {
    const labels = objects.map(({ metadata, spec: its }) => its?.template?.metadata?.labels ?? metadata.labels ?? {});
    const selector = Object.entries(spec.selector ?? { none: 'selected' });
    const leads = labels.some((pairs) => selector.every(([key, value]) => pairs[key] === value));
    return leads && Boolean(spec.ports?.[0]) && done(() => (spec.ports[0].targetPort = 'no-such-port'));
  }),
  among(
    'service-port-unnamed',
    'a port of a Service loses its name',
    'Service',
    ({ spec }) => spec.ports?.length > 1 && done(() => delete spec.ports[0].name),
  ),
  among('namespace-refuses-pod', 'a container becomes a privileged one', 'Namespace', ({ metadata }, objects) => {
    const level = metadata.labels?.['pod-security.kubernetes.io/enforce'];
    const inside = objects.find(({ spec, metadata: its }) => spec?.template && its.namespace === metadata.name);
    return (
      level && inside && done(() => (inside.spec.template.spec.containers[0].securityContext = { privileged: true }))
    );
  }),
  among('policy-blocks-dns', 'the rule for DNS is deleted', 'NetworkPolicy', ({ spec }) => {
    const isDns = (rule: Manifest) => rule.ports?.some(({ port }: Manifest) => port === 53);
    return (
      Boolean(spec.egress?.some(isDns)) && done(() => (spec.egress = spec.egress.filter((r: Manifest) => !isDns(r))))
    );
  }),
  among('autoscaler-without-requests', 'a container loses its requests', 'Deployment', ({ spec }) =>
    first(
      [...spec.template.spec.containers, ...(spec.template.spec.initContainers ?? [])],
      ({ resources }) => resources?.requests && resources,
      (resources) => {
        delete resources.requests;
        delete resources.limits;
      },
    ),
  ),
];

interface Subject {
  readonly object: Manifest;
  readonly spec: Manifest;
  readonly containers: Manifest[];
  readonly running: Manifest[];
}

/** A change of the first Pod in which it can be made. */
function mutate(rule: string, change: string, make: (subject: Subject) => unknown): Mutation {
  return {
    rule,
    change,
    make: (objects) =>
      objects.some((object) => {
        const spec = object.spec?.jobTemplate?.spec.template.spec ?? object.spec?.template?.spec ?? object.spec;
        if (!Array.isArray(spec?.containers)) return false;
        const inits: Manifest[] = spec.initContainers ?? [];
        const running = [...inits.filter(({ restartPolicy }) => restartPolicy === 'Always'), ...spec.containers];
        return Boolean(make({ object, spec, containers: [...inits, ...spec.containers], running }));
      }),
  };
}

/** A change of the first object of a kind in which it can be made. */
function among(
  rule: string,
  change: string,
  kind: string,
  make: (object: Manifest, objects: Manifest[]) => unknown,
): Mutation {
  return {
    rule,
    change,
    make: (objects) => objects.some((object) => object.kind === kind && Boolean(make(object, objects))),
  };
}

function first(items: Manifest[], find: (item: Manifest) => Manifest, change: (found: Manifest) => unknown): boolean {
  const found: Manifest = items.map(find).find(Boolean);
  return Boolean(found) && done(() => change(found));
}

function done(change: () => unknown): true {
  change();
  return true;
}

const PAGES = join(process.cwd(), 'docs/checks');
const FIXTURES = readdirSync(PAGES)
  .filter((file) => file !== 'README.md')
  .flatMap((file) => {
    const { good, context } = readPage(readFileSync(join(PAGES, file), 'utf8'));
    return good.map((yaml) => ({ file, context, yaml }));
  });

function findingsIn(objects: Manifest[], rule: string, context: object): Finding[] {
  return check(
    objects.flatMap((object) => objectsOf(object)),
    { rules: [rule], context },
  );
}

test.each(MUTATIONS)('$rule finds that $change', ({ rule, make }) => {
  let tried = 0;
  const missed = FIXTURES.filter(({ yaml, context }) => {
    const objects: Manifest[] = parseAllDocuments(yaml).map((document): Manifest => document.toJS());
    if (findingsIn(objects, rule, context).length > 0 || !make(objects)) return false;
    tried += 1;
    return findingsIn(objects, rule, context).length === 0;
  });
  expect(missed.map(({ file }) => file)).toEqual([]);
  expect(tried).toBeGreaterThan(0);
});
