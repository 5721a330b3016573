import { createRequire } from 'node:module';
import { crdErrors, isCustom } from './crds';
import type { Manifest } from './synth';

const load = createRequire(__filename);

/**
 * What the official schemas of Kubernetes 1.33, or that of its CRD, object to, unknown fields included. `kubernetes-models`
 * makes the former into functions that read every field they know of and say nothing about others, so what is never read
 * is not known.
 */
export function schemaErrors(manifest: Manifest): string[] {
  if (isCustom(manifest)) return crdErrors(manifest);
  const { apiVersion, kind, metadata } = manifest;
  const where = `${kind} ${metadata?.name}`;
  let model: { prototype: { validate(): void } };
  try {
    model = load(`kubernetes-models/${apiVersion}/${kind}`)[kind];
  } catch {
    return [`${where}: there is no kind ${kind} in ${apiVersion}`];
  }
  const reads: Reads[] = [];
  try {
    model.prototype.validate.call(recorded(manifest, where, reads));
  } catch (error) {
    return [`${where}: ${(error as Error).message}`];
  }
  return reads.flatMap(({ value, keys, path }) =>
    Object.keys(value)
      .filter((key) => !keys.has(key))
      .map((key) => `${path}.${key} is not known`),
  );
}

interface Reads {
  readonly value: object;
  readonly path: string;
  readonly keys: Set<string | symbol>;
}

/** The same value, but what is read of it is noted. */
function recorded<T>(value: T, path: string, reads: Reads[]): T {
  if (typeof value !== 'object' || value === null) return value;
  const keys = new Set<string | symbol>();
  const known = new Map<string | symbol, unknown>();
  reads.push({ value, path, keys });
  return new Proxy(value, {
    get(target, key) {
      keys.add(key);
      if (!known.has(key)) known.set(key, recorded(Reflect.get(target, key), `${path}.${String(key)}`, reads));
      return known.get(key);
    },
  });
}
