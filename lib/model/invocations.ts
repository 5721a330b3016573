import type { Container } from './container';
import { HookKind, ProbeKind } from './probe';
import { unwrapped } from './program-ending';
import { Argument, argumentsOf } from './script';
import { readScript, simplesOf } from './shell';

const INSTALLERS = ['apk', 'apt', 'apt-get', 'dnf', 'gem', 'microdnf', 'npm', 'pip', 'pip3', 'yum'];

/** A command line that runs in a container, and who runs it. */
export interface Invocation {
  readonly by: 'command' | ProbeKind | HookKind;
  readonly line: readonly Argument[];
}

const remembered = new WeakMap<Container, readonly Invocation[]>();

/** What the container runs, as far as that is known, and what the kubelet runs in it. */
export function invocationsOf(container: Container): readonly Invocation[] {
  let invocations = remembered.get(container);
  if (!invocations) remembered.set(container, (invocations = readInvocations(container)));
  return invocations;
}

function readInvocations(container: Container): Invocation[] {
  const own: Invocation[] = container.line ? [{ by: 'command', line: container.line }] : [];
  const hooks = (['postStart', 'preStop'] as const).flatMap((kind) => container.hook(kind) ?? []);
  const actions = [...container.probes, ...hooks].flatMap(({ kind, command, path }) =>
    command?.length ? { by: kind, line: argumentsOf(command, [...path, 'exec', 'command']) } : [],
  );
  return [...own, ...actions];
}

/** Whether its script adds programs to those of the image, with an installer that is not missing there. */
export function installsPrograms(container: Container): boolean {
  const list = readScript(container.script?.text ?? '') ?? [];
  const missing = (container.image?.facts ?? container.image?.likely)?.missingTools ?? [];
  return [...simplesOf(list)].some(({ words }) => {
    const program = unwrapped(words.map(({ text }) => text))[0] ?? '';
    const installs = words.some(({ text }) => /^(add|install|i)$/.test(text));
    return installs && INSTALLERS.includes(program) && !missing.includes(program);
  });
}
