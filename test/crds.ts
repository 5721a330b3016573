import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { Manifest } from './synth';

const FOLDER = join(__dirname, 'crds');
const KINDS = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));

interface Crd {
  readonly apiVersion: string;
  readonly schema: object;
}

const ajv = new Ajv({ strict: false, allErrors: true });
const filling = new Ajv({ strict: false, useDefaults: true });

function crdOf({ kind }: Manifest): Crd {
  return JSON.parse(readFileSync(join(FOLDER, `${kind}.json`), 'utf8')) as Crd;
}

/** Whether there is a schema for objects of this kind. */
export function isCustom({ kind }: Manifest): boolean {
  return KINDS.includes(kind);
}

/** What the schema of its CRD objects to, unknown fields included. */
export function crdErrors(manifest: Manifest): string[] {
  const { apiVersion, kind, metadata } = manifest;
  const crd = crdOf(manifest);
  const where = `${kind} ${metadata?.name}`;
  if (apiVersion !== crd.apiVersion) return [`${where}: there is no kind ${kind} in ${apiVersion}`];
  const validate = ajv.getSchema(kind) ?? ajv.addSchema(crd.schema, kind).getSchema(kind)!;
  void validate(manifest);
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const { additionalProperty } = params as { additionalProperty?: string };
    const place = `${where}${instancePath.replaceAll('/', '.')}`;
    return additionalProperty === undefined ? `${place} ${message}` : `${place}.${additionalProperty} is not known`;
  });
}

/** The object as the API server keeps it, with the defaults of its CRD. */
export function withDefaults(manifest: Manifest): Manifest {
  const { kind } = manifest;
  const filled = structuredClone(manifest);
  const fill = filling.getSchema(kind) ?? filling.addSchema(crdOf(manifest).schema, kind).getSchema(kind)!;
  void fill(filled);
  return filled;
}
