import { SidecarsError } from '../errors';
import { METADATA } from '../pod-shapes';
import {
  DURATION,
  LIST,
  made,
  mapOf,
  OBJECT,
  requireProps,
  requireShape,
  requireShapes,
  Shapes,
  TEXT,
} from '../shapes';

/** Throws when the properties of a monitor are none, or not what their types say. */
export function requireMonitorProps(where: string, props: unknown): void {
  const example = '{ endpoints: [{ container: adapter }] }';
  requireProps(where, props, 'A monitor says what is scraped', `pass ${example} after the id`);
  requireShape(where, 'endpoints', props['endpoints'], { ...LIST, fix: () => `pass ${example}` });
  requireShapes(where, props, { metadata: METADATA, labels: mapOf(TEXT) });
  const endpoints = props['endpoints'] as unknown[];
  if (endpoints.length === 0) {
    throw new SidecarsError({
      where,
      what: 'it has no endpoints',
      why: 'Nothing would be scraped',
      fix: `pass ${example}`,
    });
  }
  for (const [index, endpoint] of endpoints.entries()) {
    const name = `endpoints[${index}]`;
    requireShape(where, name, endpoint, OBJECT);
    requireShapes(where, endpoint, OF_ENDPOINTS, name);
    requireShape(where, `${name}.container`, (endpoint as { container?: unknown }).container, CONTAINER);
  }
}

const CONTAINER = made(
  'a container of a Pod of this library',
  '_owner',
  () => 'pass what addAdapter and the like return',
);

const OF_ENDPOINTS: Shapes = { portName: TEXT, path: TEXT, interval: DURATION };
