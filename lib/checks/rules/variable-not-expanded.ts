import { Container, EnvVar } from '../../model/container';
import { Invocation, invocationsOf } from '../../model/invocations';
import { nameOf } from '../../model/program-ending';
import { argumentsOf, isShell, scriptOf, shellCallOf } from '../../model/script';
import { Path } from '../../model/values';
import { PodReport, podRule } from '../rule';

/** What nobody means to be a literal text: names of variables, and commands for a shell that is not there. */
const MEANT = /^(?:[A-Z_][A-Z0-9_]*|date|hostname|nproc|pwd|whoami)$/;
/** Kubernetes itself sets these for Services. */
const OF_SERVICES = /_(?:SERVICE_HOST|SERVICE_PORT|PORT)(?:_\w+)?$/;
/** Programs that take their words as they are; others may replace `${NAME}` themselves. */
const LITERAL = [
  'cat',
  'cp',
  'curl',
  'echo',
  'grep',
  'ls',
  'mkdir',
  'nc',
  'nslookup',
  'ping',
  'printf',
  'sleep',
  'test',
  'touch',
  'wget',
];

type Complaint = Omit<PodReport, 'container'>;

/**
 * Kubernetes replaces `$(NAME)` in command, args and env, where NAME is known at that point, and in the commands of
 * probes; it leaves everything else as it is written. Only a shell knows `$NAME`.
 */
export const variableNotExpanded = podRule(
  {
    id: 'variable-not-expanded',
    severity: 'error',
    title: 'a variable that nobody expands',
    sources: [
      'https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/',
      'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
      'https://github.com/kubernetes/kubernetes/issues/90466',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/prober/prober.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/lifecycle/handlers.go',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      for (const complaint of complaintsOf(container)) yield { container, ...complaint };
    }
  },
);

function* complaintsOf(container: Container): Iterable<Complaint> {
  yield* inEnvironment(container);
  yield* inOwnWords(container);
  for (const invocation of invocationsOf(container)) {
    if (invocation.by === 'postStart' || invocation.by === 'preStop') yield* inHook(container, invocation);
    else if (invocation.by !== 'command') yield* inProbe(container, invocation);
    yield* withoutShell(container, invocation);
  }
}

function* inEnvironment({ env, envFrom }: Container): Iterable<Complaint> {
  const places = new Map<string, number>();
  for (const [index, { name }] of env.entries()) if (!places.has(name)) places.set(name, index);
  for (const [index, variable] of env.entries()) {
    for (const name of referencesIn(variable.value ?? '')) {
      const place = places.get(name);
      if ((place !== undefined && place < index) || envFrom.length > 0) continue;
      const path = [...variable.path, 'value'];
      if (place !== undefined) yield definedLater(variable, name, place === index, path);
      else if (isMeant(name)) yield undefinedName(name, `the value of ${variable.name}`, path);
    }
  }
}

function definedLater({ name: user }: EnvVar, name: string, itself: boolean, path: Path): Complaint {
  return {
    path,
    what: itself
      ? `${user} is made of $(${name}), which is itself`
      : `${user} is made of $(${name}), which comes after it in env`,
    happens: `The program gets the text "$(${name})": Kubernetes expands only what comes earlier in the list`,
    fix: itself ? `write the whole value, as the image's own is not known here` : `move ${name} before ${user} in env`,
  };
}

function undefinedName(name: string, where: string, path: Path): Complaint {
  return {
    severity: 'warning',
    path,
    what: `$(${name}) is in ${where}, and the container has no variable ${name}`,
    happens: `The program gets the text "$(${name})", because Kubernetes leaves unknown names as they are`,
    fix: `add ${name} to env, or write $$(${name}) where the text is meant`,
  };
}

function* inOwnWords(container: Container): Iterable<Complaint> {
  const { line, args, path: at, env, envFrom } = container;
  if (envFrom.length > 0) return;
  const names = new Set(env.map(({ name }) => name));
  const words = line ?? argumentsOf(args, [...at, 'args']);
  const script = scriptOf(words)?.path;
  for (const { text, path } of words) {
    for (const name of referencesIn(text)) {
      if (names.has(name) || !isMeant(name)) continue;
      const isCommand = !/^[A-Z_]/.test(name);
      if (path === script) {
        if (!isCommand) yield runsName(name, path);
        // An entrypoint that is not known may be a shell.
      } else if (line || !isCommand) yield undefinedName(name, 'its words', path);
    }
  }
}

/** In a script, what Kubernetes leaves in place is a command for the shell. */
function runsName(name: string, path: Path): Complaint {
  return {
    severity: 'warning',
    path,
    what: `$(${name}) is in its script, and the container has no variable ${name}`,
    happens: `"sh: ${name}: not found" in the log: Kubernetes leaves it as it is, and the shell runs ${name} as a command`,
    fix: `add ${name} to env, or write $${name} for a variable of the shell`,
  };
}

/** Only plain values are known to the kubelet when it runs a probe. */
function* inProbe({ env }: Container, { by, line }: Invocation): Iterable<Complaint> {
  const script = scriptOf(line)?.path;
  for (const { text, path } of line) {
    for (const name of referencesIn(text)) {
      const variable = env.find((candidate) => candidate.name === name);
      if (variable ? !variable.valueFrom : !isMeant(name) || path === script) continue;
      yield {
        severity: variable ? 'error' : 'warning',
        path,
        what: variable
          ? `$(${name}) is in the command of its ${by}, and ${name} is set by valueFrom`
          : `$(${name}) is in the command of its ${by}, and env has no ${name}`,
        happens: `Unhealthy: the command runs with ${variable ? 'nothing' : `the text "$(${name})"`} in its place: in probes Kubernetes expands plain values only`,
        fix: inShell(name),
      };
    }
  }
}

function* inHook({ env }: Container, { by, line }: Invocation): Iterable<Complaint> {
  const script = scriptOf(line)?.path;
  for (const { text, path } of line) {
    for (const name of referencesIn(text)) {
      if (!env.some((variable) => variable.name === name) && (!isMeant(name) || path === script)) continue;
      yield {
        path,
        what: `$(${name}) is in the command of its ${by} hook, and Kubernetes expands nothing there`,
        happens:
          path === script
            ? `Failed${by === 'preStop' ? 'PreStop' : 'PostStart'}Hook: sh: ${name}: not found: the shell takes it for a command`
            : `The hook runs with the text "$(${name})" in place of the value`,
        fix: inShell(name),
      };
    }
  }
}

function inShell(name: string): string {
  return `let a shell expand it: ["sh", "-c", "... $${name} ..."]`;
}

/** `["curl", "http://$HOST"]` */
function* withoutShell({ env }: Container, { by, line }: Invocation): Iterable<Complaint> {
  const [program] = line;
  if (!program || shellCallOf(line) || line.some(({ text }) => isShell(text))) return;
  const name = nameOf(program.text);
  if (name === undefined || /\.|entrypoint|envsubst|java/.test(name)) return;
  const pattern = LITERAL.includes(name)
    ? /(?<![$\\])\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g
    : /(?<![$\\])\$([A-Za-z_]\w*)/g;
  for (const { text, path } of line) {
    for (const [written, plain, braced] of text.matchAll(pattern)) {
      const found = plain ?? braced;
      if (!env.some((variable) => variable.name === found)) continue;
      yield {
        severity: 'warning',
        path,
        what: `${written} is among the words of ${by === 'command' ? 'its command' : `its ${by}`}, and no shell expands it`,
        happens: `${name} gets the text "${written}" in place of the value`,
        fix: by === 'postStart' || by === 'preStop' ? inShell(found) : `write $(${found}), which Kubernetes expands`,
      };
    }
  }
}

function isMeant(name: string): boolean {
  return MEANT.test(name) && !OF_SERVICES.test(name);
}

/** The names in `$(NAME)`, but not those in `$$(NAME)`, which is how the text itself is written. */
function referencesIn(text: string): Set<string> {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(/\$\$|\$\(([A-Za-z_][\w.-]*)\)/g)) if (name !== undefined) names.add(name);
  return names;
}
