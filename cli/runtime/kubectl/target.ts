import { Data, dataOf, isData, listOf, textOf } from '../../../lib/model/values';
import { UsageError } from '../../failure';
import { didYouMean } from '../../nearest';
import { isLocal } from './local-cluster';
import { Kubectl } from './program';

/** The cluster and the namespace that are meant. */
export interface Target {
  readonly context: string;
  readonly server: string;
  /** For what does not name one. */
  readonly namespace: string;
  readonly local: boolean;
}

export interface TargetChoice {
  readonly context?: string;
  readonly namespace?: string;
  readonly signal?: AbortSignal;
}

/** Reads the kubeconfig as kubectl does. Throws a UsageError when the context is not there. */
export async function readTarget(kubectl: Kubectl, choice: TargetChoice): Promise<Target> {
  const { signal } = choice;
  // Without --raw it leaves out what is secret.
  const config = await kubectl.json(['config', 'view'], { signal });
  const contexts = named(config['contexts']);
  const context = choice.context ?? textOf(config['current-context']) ?? '';
  const found = contexts.get(context);
  if (!found) throw new UsageError(noContext(choice.context, context, [...contexts.keys()]));
  const settings = dataOf(found['context']);
  const cluster = textOf(settings['cluster']) ?? '';
  const address = dataOf(named(config['clusters']).get(cluster)?.['cluster']);
  const server = textOf(address['server']) ?? '';
  if (server === '') {
    throw new UsageError(`the context "${context}" is about cluster "${cluster}", which your kubeconfig has not`);
  }
  return {
    context,
    server,
    namespace: choice.namespace ?? (textOf(settings['namespace']) || 'default'),
    local: isLocal({
      context,
      cluster,
      server,
      minikube: isMinikube(address),
      indirect: textOf(address['proxy-url']) !== undefined || textOf(address['tls-server-name']) !== undefined,
    }),
  };
}

function noContext(wanted: string | undefined, current: string, names: readonly string[]): string {
  if (names.length === 0) {
    return 'your kubeconfig has no context, so there is no cluster to use; "kind create cluster" or "minikube start" makes one';
  }
  const known = `there are ${names.map((name) => `"${name}"`).join(', ')}`;
  if (wanted !== undefined) {
    return `your kubeconfig has no context "${wanted}"${didYouMean(wanted, names)}; ${known}`;
  }
  if (current === '') return `your kubeconfig has no current context; say --context NAME: ${known}`;
  return `your kubeconfig has no context "${current}", which it says is the current one; ${known}`;
}

function named(list: unknown): Map<string, Data> {
  return new Map(
    listOf(list)
      .filter(isData)
      .map((item) => [textOf(item['name']) ?? '', item]),
  );
}

function isMinikube(cluster: Data): boolean {
  return listOf(cluster['extensions']).some(
    (item) => dataOf(dataOf(item)['extension'])['provider'] === 'minikube.sigs.k8s.io',
  );
}
