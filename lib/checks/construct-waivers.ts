import { IConstruct } from 'constructs';

const METADATA_TYPE = 'cdk8s-sidecars:waiver';

export interface ConstructWaiver {
  readonly id: string;
  readonly construct: IConstruct;
  readonly rule: string;
  readonly reason: string;
}

export function waive(construct: IConstruct, rule: string, reason: string): void {
  construct.node.addMetadata(METADATA_TYPE, { rule, reason });
}

/** The waivers of a construct and of all those it is in. */
export function waiversOn(construct: IConstruct): ConstructWaiver[] {
  return construct.node.scopes.flatMap(ownWaivers);
}

export function ownWaivers(construct: IConstruct): ConstructWaiver[] {
  return construct.node.metadata
    .filter(({ type }) => type === METADATA_TYPE)
    .map(({ data }: { data: { rule: string; reason: string } }) => ({
      ...data,
      construct,
      id: `${construct.node.path}\n${data.rule}`,
    }));
}
