import { ApiObject, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { SidecarsError } from '../errors';
import { requireDnsSubdomain } from '../names';
import { kibibytes, quantity } from '../pod/resources';
import { requireShape, SIZE } from '../shapes';
import { SharedClaimOptions } from './shared-content-volume-options';

const ID = 'Claim';

/** Throws when the API server would not take the claim. */
export function requireNewClaim(
  where: string,
  { storage, accessModes, storageClassName }: Partial<SharedClaimOptions>,
): void {
  requireShape(where, 'storage', storage, SIZE);
  if (kibibytes(storage!) <= 0) {
    throw new SidecarsError({
      where,
      what: `its storage is ${quantity(storage!).value}`,
      why: 'The API server rejects a claim that claims nothing',
      fix: 'pass how much is needed, such as Size.gibibytes(1)',
    });
  }
  if (accessModes?.length === 0) {
    throw new SidecarsError({
      where,
      what: 'its accessModes are none',
      why: 'The API server rejects a claim that nobody may mount',
      fix: 'leave them out, or pass one, such as PersistentVolumeAccessMode.READ_WRITE_ONCE',
    });
  }
  // The empty one is for volumes that are there already.
  if (storageClassName) requireDnsSubdomain(where, 'storageClassName', storageClassName);
}

export function newClaim(
  scope: Construct,
  { storage, accessModes, storageClassName }: SharedClaimOptions,
): kplus.PersistentVolumeClaim {
  const claim = new kplus.PersistentVolumeClaim(scope, ID, {
    // cdk8s-plus renders whole gibibytes only.
    storage: Size.gibibytes(Math.ceil(kibibytes(storage) / 1024 ** 2)),
    accessModes: accessModes ?? [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
    storageClassName,
  });
  // No text: a patch is applied before quantities are written as text.
  ApiObject.of(claim).addJsonPatch(JsonPatch.replace('/spec/resources/requests/storage', quantity(storage)));
  return claim;
}

/** The one that was made in a construct. */
export function newClaimIn(scope: Construct): kplus.PersistentVolumeClaim | undefined {
  return scope.node.tryFindChild(ID) as kplus.PersistentVolumeClaim | undefined;
}
