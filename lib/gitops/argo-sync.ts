import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { describe, SidecarsError } from '../errors';
import { oneOf, requireOptions, requireShape, shown } from '../shapes';
import { requireConstruct } from '../untyped-arguments';

/** When a hook of Argo CD runs. */
export enum ArgoHook {
  /** Before the other objects are applied, which wait for it. */
  PRE_SYNC = 'PreSync',
  /** Together with the other objects. */
  SYNC = 'Sync',
  /** When all objects are applied and healthy. */
  POST_SYNC = 'PostSync',
  /** When the sync fails. */
  SYNC_FAIL = 'SyncFail',
  /** When the objects of the Application are deleted. */
  POST_DELETE = 'PostDelete',
}

/** When the object of a hook is deleted. */
export enum ArgoHookDeletion {
  /** Before it is made anew, so that it can be looked at until then. */
  BEFORE_HOOK_CREATION = 'BeforeHookCreation',
  /** When it has succeeded. */
  HOOK_SUCCEEDED = 'HookSucceeded',
  /** When it has failed. */
  HOOK_FAILED = 'HookFailed',
}

/** Options for `ArgoSync.hook`. */
export interface ArgoHookOptions {
  /**
   * When its object is deleted.
   * @default ArgoHookDeletion.BEFORE_HOOK_CREATION
   */
  readonly deletion?: ArgoHookDeletion;
}

/** In which order Argo CD applies objects, and which it never deletes. They are annotations, which others ignore. */
export class ArgoSync {
  /**
   * Applies the object in this wave. Argo CD applies the lowest wave first, and a next one when all objects of the one
   * before it are healthy. What has no wave is in wave 0.
   * Throws when the wave is no whole number, or when the construct is not one object.
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
   */
  public static wave(construct: IConstruct, wave: number): void {
    const object = objectOf(construct);
    if (!Number.isInteger(wave)) {
      throw new SidecarsError({
        where: describe(construct),
        what: `the wave is ${shown(wave)}`,
        why: 'Waves are whole numbers, also below 0',
        fix: 'pass -1 for what comes before all else, 1 for what comes after it',
      });
    }
    annotate(construct, object, 'sync-wave', String(wave));
  }

  /**
   * Makes the object a hook, which runs once at each sync.
   * Throws when it is a hook of another kind already, or when the construct is not one object.
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/
   */
  public static hook(construct: IConstruct, hook: ArgoHook, options: ArgoHookOptions = {}): void {
    const object = objectOf(construct);
    requireShape(describe(construct), 'hook', hook, oneOf('ArgoHook', ArgoHook));
    requireOptions(describe(construct), options, { deletion: oneOf('ArgoHookDeletion', ArgoHookDeletion) });
    const { deletion = ArgoHookDeletion.BEFORE_HOOK_CREATION } = options;
    annotate(construct, object, 'hook', hook);
    annotate(construct, object, 'hook-delete-policy', deletion);
  }

  /**
   * Keeps the object when it is no longer in Git, and when its Application is deleted, as for a claim with data.
   * Throws when the construct is not one object.
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
   */
  public static keep(construct: IConstruct): void {
    annotate(construct, objectOf(construct), 'sync-options', 'Prune=false,Delete=false');
  }

  private constructor() {}
}

function objectOf(construct: IConstruct): ApiObject {
  requireConstruct('ArgoSync', construct);
  const { defaultChild } = construct.node;
  if (ApiObject.isApiObject(construct)) return construct;
  if (defaultChild && ApiObject.isApiObject(defaultChild)) return defaultChild;
  throw new SidecarsError({
    where: describe(construct),
    what: 'it is not one object',
    why: 'The annotations of Argo CD are those of an object, and what is added later would not have them',
    fix: 'pass the objects in it one by one, such as the workload',
  });
}

function annotate(construct: IConstruct, object: ApiObject, name: string, value: string): void {
  const key = `argocd.argoproj.io/${name}`;
  const { annotations = {} } = object.metadata.toJson() as { annotations?: Record<string, string> };
  const other = annotations[key];
  if (other !== undefined && other !== value) {
    throw new SidecarsError({
      where: describe(construct),
      what: `it is to have the annotation ${key}: ${value}, and has ${other} already`,
      why: 'An object has one of each',
      fix: 'leave one of them out',
    });
  }
  object.metadata.addAnnotation(key, value);
}
