import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { describe, SidecarsError } from '../errors';
import { requireDnsSubdomain } from '../names';
import { METADATA } from '../pod-shapes';
import { listOf, requireProps, requireShape, requireShapes, SERVICE, TEXTS } from '../shapes';
import { inChart } from '../untyped-places';

/** Properties of `ReferenceGrant`. */
export interface ReferenceGrantProps {
  /**
   * Metadata of the grant.
   * @default - a generated name, in the namespace of the Services
   */
  readonly metadata?: ApiObjectMetadata;

  /** The namespaces whose HTTPRoutes may lead here. */
  readonly routesFrom: string[];

  /** To which Services, of one namespace, which is that of the grant. */
  readonly services: kplus.Service[];
}

/**
 * Lets HTTPRoutes of other namespaces lead to Services of this one: who owns a Service says who may.
 * Throws when the Services are not in one namespace, or when it lets in nobody.
 * @see https://gateway-api.sigs.k8s.io/api-types/referencegrant/
 */
export class ReferenceGrant extends kplus.Resource {
  /** As rules of RBAC name it. */
  public readonly resourceType = 'referencegrants';
  protected readonly apiObject: ApiObject;

  public constructor(scope: Construct, id: string, props: ReferenceGrantProps) {
    super(inChart('ReferenceGrant', scope, id), id);
    const where = `ReferenceGrant ${this.node.path}`;
    requireProps(
      where,
      props,
      'A grant says whose routes may lead to what',
      'pass { routesFrom, services } after the id',
    );
    requireShapes(where, props, { metadata: METADATA });
    requireShape(where, 'routesFrom', props.routesFrom, TEXTS);
    requireShape(where, 'services', props.services, listOf(SERVICE));
    for (const namespace of props.routesFrom) requireDnsSubdomain(where, 'namespace', namespace);
    for (const list of ['routesFrom', 'services'] as const) requireSome(where, list, props[list]);
    const namespace = namespaceOf(where, props);
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'ReferenceGrant',
      metadata: { ...(namespace === undefined ? {} : { namespace }), ...props.metadata },
      spec: {
        from: props.routesFrom.map((from) => ({
          group: 'gateway.networking.k8s.io',
          kind: 'HTTPRoute',
          namespace: from,
        })),
        to: props.services.map(({ name }) => ({ group: '', kind: 'Service', name })),
      },
    });
  }
}

function requireSome(where: string, name: string, list: readonly unknown[]): void {
  if (list.length > 0) return;
  throw new SidecarsError({
    where,
    what: `${name} is empty`,
    why: 'It would let in nobody',
    fix: 'leave the grant out, or say whose routes may lead to what',
  });
}

function namespaceOf(where: string, { metadata, services }: ReferenceGrantProps): string | undefined {
  const namespace = metadata?.namespace ?? services[0].metadata.namespace;
  const other = services.find((service) => service.metadata.namespace !== namespace);
  if (other === undefined) return namespace;
  throw new SidecarsError({
    where,
    what: `${describe(other)} is in namespace ${other.metadata.namespace ?? '(none)'}`,
    why: `A grant is about its own namespace only, which is ${namespace ?? '(none)'}`,
    fix: 'make a grant for each namespace',
  });
}
