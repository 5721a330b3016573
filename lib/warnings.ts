import { IConstruct } from 'constructs';

const METADATA_TYPE = 'cdk8s-sidecars:warning';

/** Says something the user should know although it is no error: on stderr, and as metadata for tests and tools. */
export function warn(construct: IConstruct, text: string): void {
  construct.node.addMetadata(METADATA_TYPE, text);
  process.stderr.write(`warning: ${text}\n`);
}

export function warningsOf(construct: IConstruct): string[] {
  return construct.node.metadata.filter(({ type }) => type === METADATA_TYPE).map(({ data }) => String(data));
}
