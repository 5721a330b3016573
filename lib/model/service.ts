import { KubeObject } from './kube-object';
import { Protocol } from './listener';
import { dataOf, listOf, numberOf, pairsOf, Path, textOf } from './values';

export interface ServicePort {
  readonly name: string | undefined;
  readonly port: number | undefined;
  /** A number, or the name of a container's port; the port itself where the Service does not say. */
  readonly target: number | string | undefined;
  readonly targetSaid: boolean;
  readonly protocol: Protocol;
  readonly path: Path;
}

export class Service {
  public readonly selector: ReadonlyMap<string, string>;
  public readonly ports: readonly ServicePort[];

  public constructor(public readonly object: KubeObject) {
    this.selector = pairsOf(object.spec['selector']);
    this.ports = listOf(object.spec['ports']).map((data, index) => {
      const { name, port, targetPort, protocol } = dataOf(data);
      const target = numberOf(targetPort) ?? textOf(targetPort);
      return {
        name: textOf(name),
        port: numberOf(port),
        target: target ?? numberOf(port),
        targetSaid: target !== undefined,
        protocol: (textOf(protocol) ?? 'TCP') as Protocol,
        path: ['spec', 'ports', index],
      };
    });
  }

  public get name(): string {
    return this.object.name;
  }

  public get headless(): boolean {
    return this.object.spec['clusterIP'] === 'None';
  }

  /** Leads to a name elsewhere, not to Pods. */
  public get external(): boolean {
    return this.object.spec['type'] === 'ExternalName';
  }
}
