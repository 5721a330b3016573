import { OF_CONTAINERS } from './container-shapes';
import { SidecarsError } from './errors';
import { ContainerRole } from './pod/container-props';
import { OF_PODS } from './pod-shapes';
import { CRON, fitsWholly, isObject, requireProps, requireShape, requireShapes } from './shapes';

/** Throws when the properties of a Pod or workload are none, or not what its types say. */
export function requirePodProps(where: string, kind: string, props: unknown): void {
  const example = "main: { name: 'app', image: 'nginx:1.27-alpine' }";
  requireProps(where, props, 'A Pod has at least a main container', `pass { ${example} } after the id`);
  if (props['main'] === undefined) {
    throw new SidecarsError({
      where,
      what: 'it has no main container',
      why: 'It is what the Pod is for, and what sidecars are beside',
      fix: `pass ${example}`,
    });
  }
  if (kind === 'CronJob') requireShape(where, 'schedule', props['schedule'], CRON);
  requireShapes(where, props, OF_PODS);
}

/**
 * Without what is undefined, and what is refused once the object is there to be named: the constructor of its parent would
 * stumble over it.
 */
export function withoutMisfits<T extends object>(props: T): T {
  const fits = ([property, value]: [string, unknown]) => !(property in OF_PODS) || fitsWholly(value, OF_PODS[property]);
  return Object.fromEntries(Object.entries(props ?? {}).filter(fits)) as T;
}

/** Throws when the properties of a container are none, or not what its types say. */
export function requireContainerProps(where: (container: string) => string, role: ContainerRole, props: unknown): void {
  const name = isObject(props) && typeof props['name'] === 'string' ? props['name'] : role.toLowerCase();
  const here = where(name);
  requireProps(
    here,
    props,
    'A container has at least an image',
    "pass { image: 'nginx:1.27-alpine' } with the image that it is to run",
  );
  if (props['image'] === undefined) {
    throw new SidecarsError({
      where: here,
      what: 'it has no image',
      why: 'The API server rejects a container without one',
      fix: "pass the image that it is to run, such as image: 'nginx:1.27-alpine'",
    });
  }
  requireShapes(here, props, OF_CONTAINERS);
}
