import { ApiObject, App } from 'cdk8s';
import { IConstruct } from 'constructs';

/** What is known while an app is synthesized, and nothing in it changes any more. */
interface Synthesis {
  readonly rendered: Map<ApiObject, unknown>;
  readonly results: Map<object, unknown>;
}

const running = new Map<IConstruct, Synthesis>();

/** Runs it as the synthesis of the app. */
export function duringSynthesis<T>(app: App, run: () => T): T {
  const outer = running.get(app);
  running.set(app, { rendered: new Map(), results: new Map() });
  try {
    return run();
  } finally {
    if (outer) running.set(app, outer);
    else running.delete(app);
  }
}

export function isSynthesizing(construct: IConstruct): boolean {
  return running.has(construct.node.root);
}

/** The manifest of an object. While its app is synthesized, it is rendered only once. */
export function renderOnce(object: ApiObject): unknown {
  const synthesis = running.get(object.node.root);
  if (!synthesis) return object.toJson();
  if (!synthesis.rendered.has(object)) synthesis.rendered.set(object, object.toJson());
  return synthesis.rendered.get(object);
}

/** What was remembered for the key since the synthesis of the construct's app began. */
export function recall<T>(construct: IConstruct, key: object): T | undefined {
  return running.get(construct.node.root)?.results.get(key) as T | undefined;
}

/** Keeps a value until the synthesis of the construct's app ends. Outside of one, nothing is kept. */
export function remember<T>(construct: IConstruct, key: object, value: T): T {
  running.get(construct.node.root)?.results.set(key, value);
  return value;
}
