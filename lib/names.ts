import { posix } from 'node:path';
import { SidecarsError } from './errors';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_LABEL_FIX =
  'use lower-case letters, digits and "-", start and end with a letter or digit, at most 63 characters';

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
export function requireDnsLabel(
  where: string,
  what: 'container name' | 'volume name' | 'Service port name' | 'destinationNamespace',
  name: string,
): void {
  if (name.length > 63 || !DNS_LABEL.test(name)) {
    throw new SidecarsError({
      where,
      what: `"${name}" is not a valid ${what}`,
      why: 'The API server rejects names that are not DNS labels',
      fix: DNS_LABEL_FIX,
    });
  }
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
export function requireDnsSubdomain(where: string, what: string, name: string): void {
  if (name && name.length <= 253 && name.split('.').every((part) => DNS_LABEL.test(part))) return;
  throw new SidecarsError({
    where,
    what: `"${name}" is not a valid ${what}`,
    why: 'The API server rejects names that are not DNS subdomains',
    fix: 'use lower-case letters, digits, "-" and ".", start and end each part with a letter or digit, at most 253 characters',
  });
}

/** @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates and RFC 6335, section 5.1 */
export function requirePortName(where: string, name: string): void {
  const valid = name.length <= 15 && DNS_LABEL.test(name) && /[a-z]/.test(name) && !name.includes('--');
  if (!valid) {
    throw new SidecarsError({
      where,
      what: `"${name}" is not a valid port name`,
      why: 'The API server rejects port names that are not IANA service names',
      fix: 'use at most 15 lower-case letters, digits and single "-", with at least one letter, and no "-" at either end',
    });
  }
}

export function requirePortNumber(where: string, what: string, number: number): void {
  if (!Number.isInteger(number) || number < 1 || number > 65535) {
    throw new SidecarsError({
      where,
      what: `${number} is not a valid ${what}`,
      why: 'Ports are whole numbers from 1 to 65535',
      fix: 'give the number the process listens on',
    });
  }
}

/** The same folder however it was written: no trailing slash, no doubled slash, no `.` on the way. */
export function normalPath(path: string): string {
  return posix.normalize(path).replace(/(?<=.)\/$/, '');
}

export function requireMountPath(where: string, path: string): void {
  const absolute = path.startsWith('/') && !path.includes(':') && !path.split('/').includes('..');
  if (absolute && normalPath(path) !== '/') return;
  throw new SidecarsError({
    where,
    what: `"${path}" is not a valid mount path`,
    why: absolute
      ? 'Container runtimes refuse to mount over the root of the image'
      : 'Volumes are mounted at absolute paths without ":" and ".."',
    fix: 'give the full path of a folder inside the container, such as /usr/share/nginx/html',
  });
}

/** Why a folder of the kernel cannot be made writable, and what to do instead. */
export const OF_KERNEL = {
  why: 'What is there comes from the kernel: a folder in its place would hide it, or the container would not start',
  fix: 'leave it out, and name the folders in which the image keeps its own files, such as /tmp',
};

/** Whether what is there comes from the kernel. */
export function isKernelFolder(path: string): boolean {
  return path === '/dev' || /^\/(proc|sys)(\/|$)/.test(path);
}

/** Throws when the path is no folder that a container can have for its own files. */
export function requireWritablePath(where: string, path: string): void {
  requireMountPath(where, path);
  if (!isKernelFolder(normalPath(path))) return;
  throw new SidecarsError({
    where,
    what: `"${path}" is to be writable`,
    ...OF_KERNEL,
  });
}

/** A DNS label made of several parts, cut where it would be too long for the API server. */
export function dnsLabel(...parts: string[]): string {
  const label = parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return label.slice(0, 63).replace(/-+$/, '');
}
