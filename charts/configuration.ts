import { createHash } from 'node:crypto';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/**
 * Configuration files as a volume. The ConfigMap's name follows from what is in it, so that a change is rolled out like
 * one of the image, and rolled back too.
 */
export function configuration(scope: Construct, id: string, files: Record<string, string>): kplus.Volume {
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 8);
  const config = new kplus.ConfigMap(scope, id, { metadata: { name: `${id}-${hash}` }, immutable: true, data: files });
  return kplus.Volume.fromConfigMap(config, 'volume', config, { name: id });
}
