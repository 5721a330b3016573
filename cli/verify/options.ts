import { UsageError } from '../failure';
import { oneOf } from '../one-of';
import { Option } from '../options';
import { ColorChoice } from '../terminal';
import { VerbArguments } from '../verb';

export const VERIFY_OPTIONS: readonly Option[] = [
  { name: 'runtime', value: 'podman|kubectl', help: 'where to run: containers on this machine, or a cluster' },
  { name: 'chart', value: 'NAME', help: 'only this chart of the app; repeat it for more' },
  { name: 'pod', value: 'NAME', help: 'only this Pod or workload; repeat it for more' },
  { name: 'plan', value: 'FILE', help: 'the expectations, where files are named: what an app wrote to SIDECARS_PLAN' },
  { name: 'ready-within', value: '2m', help: 'how long it may take until all Pods are ready; 2m unless given' },
  {
    name: 'steady',
    value: '5s',
    help: 'how long a Pod of which nothing is expected has to stay ready; 5s unless given',
  },
  { name: 'report', value: 'FILE', help: 'write what was seen to a file: .md, .html or .json' },
  { name: 'keep', help: 'leave everything running, and tell how to look around; "sidecars down" removes it' },
  {
    name: 'pull',
    value: 'policy|never',
    help: 'podman: pull images as the pull policy of the container says, or never;\npolicy unless given',
  },
  { name: 'context', value: 'NAME', help: 'kubectl: the context to use, and no other' },
  { name: 'namespace', value: 'NAME', help: "kubectl: the namespace; the context's unless given" },
  { name: 'own-namespace', help: 'kubectl: make a namespace for this run, and delete it at the end' },
  { name: 'yes', help: 'kubectl: do not ask before applying to a cluster that is not known to be local' },
  { name: 'color', value: 'auto|always|never', help: 'auto unless given: colors on a terminal' },
];

export interface VerifySettings {
  readonly runtime: 'podman' | 'kubectl' | undefined;
  readonly charts: readonly string[];
  readonly pods: readonly string[];
  readonly plan: string | undefined;
  readonly readyWithinMs: number;
  readonly steadyMs: number;
  readonly report: string | undefined;
  readonly keep: boolean;
  readonly pull: 'policy' | 'never';
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  readonly ownNamespace: boolean;
  readonly yes: boolean;
  readonly color: ColorChoice;
}

/** Throws a UsageError for what is no value of an option. */
export function verifySettings({ options, positionals }: VerbArguments): VerifySettings {
  const last = (name: string) => options.get(name)?.at(-1);
  const charts = options.get('chart') ?? [];
  if (charts.length > 0 && positionals.length > 0) {
    throw new UsageError('--chart is for an app; where files are named, name only those that are meant');
  }
  if (last('plan') !== undefined && positionals.length === 0) {
    throw new UsageError('--plan is for files; an app writes its own');
  }
  if (last('namespace') !== undefined && options.has('own-namespace')) {
    throw new UsageError('either --namespace or --own-namespace');
  }
  const runtime = oneOf(options, 'runtime', ['podman', 'kubectl']);
  const ofCluster = ['context', 'namespace', 'own-namespace'].find((name) => options.has(name));
  if (runtime === 'podman' && ofCluster !== undefined) {
    throw new UsageError(`--${ofCluster} is for a cluster, and --runtime podman uses none`);
  }
  return {
    runtime,
    charts,
    pods: options.get('pod') ?? [],
    plan: last('plan'),
    readyWithinMs: millisecondsOf('ready-within', last('ready-within') ?? '2m'),
    steadyMs: millisecondsOf('steady', last('steady') ?? '5s'),
    report: last('report'),
    keep: options.has('keep'),
    pull: oneOf(options, 'pull', ['policy', 'never']) ?? 'policy',
    context: last('context'),
    namespace: last('namespace'),
    ownNamespace: options.has('own-namespace'),
    yes: options.has('yes'),
    color: oneOf(options, 'color', ['auto', 'always', 'never']) ?? 'auto',
  };
}

const UNITS: { readonly [unit: string]: number } = { '': 1000, s: 1000, m: 60_000, ms: 1 };

/** As in `90s`, `2m` and `500ms`; a number alone is seconds. */
function millisecondsOf(name: string, value: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|)$/.exec(value) ?? [];
  if (digits === undefined) throw new UsageError(`--${name} is a time such as 90s or 2m, not "${value}"`);
  return Number(digits) * UNITS[unit];
}
