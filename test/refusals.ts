import { CheckContext } from '../lib/checks/rule';
import { refusedFields } from '../lib/checks/rules/refused-fields';
import { pathText } from '../lib/model/values';
import { findingsOf, podOf } from './checks';

/** What `refused-fields` says of a manifest: the place, what is wrong, and the words of who refuses it. */
export function refusals(yaml: string, context: Partial<CheckContext> = {}): string[] {
  return findingsOf(refusedFields, yaml, context).map(({ path, what, happens }) =>
    [pathText(path), what, happens.replace('The API server rejects it: ', '')].join(' | '),
  );
}

/** Of a Pod with one container, of whose spec and container these are parts. */
export function ofPod(spec: object, container: object = {}, context: Partial<CheckContext> = {}): string[] {
  return refusals(podOf({ containers: [{ name: 'app', image: 'app:1', ...container }], ...spec }), context);
}

export function ofContainer(container: object): string[] {
  return ofPod({}, container);
}

/** Of an object of another kind. */
export function ofObject(apiVersion: string, kind: string, fields: object): string[] {
  return refusals(JSON.stringify({ apiVersion, kind, metadata: { name: 'web' }, ...fields }));
}
