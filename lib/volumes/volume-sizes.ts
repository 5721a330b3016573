import { Size } from 'cdk8s';
import { SidecarsError } from '../errors';
import { kibibytes, quantity } from '../pod/resources';

export function requireSizeLimit(where: string, sizeLimit: Size): void {
  const kibi = kibibytes(sizeLimit);
  if (kibi > 0 && kibi % 1024 === 0) return;
  throw new SidecarsError({
    where,
    what: `its sizeLimit is ${kibi === 0 ? '0' : String(quantity(sizeLimit).value)}`,
    why: kibi === 0 ? 'Kubernetes takes that as no limit at all' : 'cdk8s-plus writes whole mebibytes',
    fix:
      kibi === 0
        ? 'pass how much may be written, such as Size.mebibytes(64)'
        : 'pass Size.mebibytes with a whole number from 1',
  });
}
