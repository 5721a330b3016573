import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { UsageError } from '../failure';
import { printable } from '../terminal';
import { KubectlRuntime } from './kubectl/runtime';
import { PodmanRuntime } from './podman/podman-runtime';
import { Runtime } from './runtime';

export interface RuntimeChoice {
  readonly runtime: Runtime['name'] | undefined;
  readonly pull: 'policy' | 'never';
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  readonly ownNamespace: boolean;
  readonly yes: boolean;
}

export interface ChosenRuntime {
  readonly version: Promise<string>;
  /** One for each set of Pods. */
  next(): Runtime;
}

/**
 * Containers on this machine where that can be done and no cluster is named, else the cluster of kubectl.
 * Throws a UsageError where there is neither. That it can be used is known when there is a version.
 */
export function chooseRuntime(choice: RuntimeChoice): ChosenRuntime {
  switch (choice.runtime ?? usual(choice)) {
    case 'podman': {
      const first = new PodmanRuntime({ pull: choice.pull });
      return { version: first.version(), next: () => first.again() };
    }
    case 'kubectl': {
      const { context, namespace, ownNamespace, yes } = choice;
      const next = () => new KubectlRuntime({ context, namespace, ownNamespace, assumeYes: yes, ask });
      return { version: next().version(), next };
    }
  }
}

function usual({ context, namespace, ownNamespace }: RuntimeChoice): Runtime['name'] {
  if (context !== undefined || namespace !== undefined || ownNamespace) return 'kubectl';
  const named = process.env['SIDECARS_PODMAN'];
  if (isThere(named || 'podman')) return 'podman';
  // Whoever names a podman does not mean a cluster instead.
  if (named) throw new UsageError(`SIDECARS_PODMAN is ${named}, and there is no such program`);
  if (isThere(process.env['SIDECARS_KUBECTL'] || 'kubectl')) return 'kubectl';
  throw new UsageError(
    `there is neither podman nor kubectl, so nothing can be run here.
To run Pods on this machine, install podman: "apt install podman", or https://podman.io/docs/installation
To run them in a cluster, install kubectl and minikube: https://minikube.sigs.k8s.io/docs/start/`,
  );
}

function isThere(program: string): boolean {
  if (program.includes('/')) return isExecutable(program);
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => isExecutable(join(folder || '.', program)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError(`${question}\nNobody is there to answer; --yes says that it may`);
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await lines.question(`${printable(question)} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
