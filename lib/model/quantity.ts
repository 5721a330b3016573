const UNITS: { readonly [suffix: string]: number } = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * A quantity in its base unit (cores, bytes), undefined if it is none.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseQuantity(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(value);
  if (!match) return undefined;
  const [, digits, exponent = '', suffix = ''] = match;
  const unit = UNITS[suffix];
  return unit === undefined ? undefined : Number(digits + exponent) * unit;
}

/** An amount of a resource as people write it. */
export function amountText(amount: number, resource: string): string {
  if (resource === 'cpu') return coresText(amount);
  return /^(memory|ephemeral-storage|hugepages-.*)$/.test(resource) ? bytesText(amount) : String(amount);
}

/** A quantity of bytes as people write it. */
export function bytesText(bytes: number): string {
  for (const suffix of ['Gi', 'Mi', 'Ki']) {
    const unit = UNITS[suffix];
    if (bytes >= unit) return `${Math.round((bytes / unit) * 100) / 100}${suffix}`;
  }
  return String(bytes);
}

/** A quantity of CPU as people write it. */
export function coresText(cores: number): string {
  return Number.isInteger(cores) ? String(cores) : `${Math.round(cores * 1000)}m`;
}
