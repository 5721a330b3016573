import { existsSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Size } from 'cdk8s';
import { SidecarsError } from '../errors';
import { objectsOf } from '../model/kube-object';
import { parseQuantity } from '../model/quantity';
import { CONSTRUCT_METADATA } from '../synthesis/output/files';
import { CheckFinding, CheckOptions, CheckSeverity, settingsOf, toCheckFinding } from './check-options';
import { check, CheckSettings } from './engine';

/* eslint-disable @typescript-eslint/no-explicit-any -- what jsii has for JSON and for the types of the CLI */

/**
 * The checks as a validation plugin of the cdk8s CLI, for apps that do not use our constructs: named under `validations`
 * in cdk8s.yaml, with `class: SidecarsValidation`. Its properties are `failOn` (`error` or `warning`), `rules`, `disable`,
 * `kubernetesVersion`, `nodeCpu`, `nodeMemory` and `complete`.
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class SidecarsValidation {
  private readonly settings: CheckSettings;
  private readonly failOn: CheckSeverity;

  /** Throws when a property is not known or has a wrong value. */
  public constructor(properties: { [name: string]: any } = {}) {
    const { failOn, rest } = take(properties);
    this.failOn = failOn;
    this.settings = settingsOf(rest, undefined);
  }

  /** Called by the CLI with what it knows about the synthesized app. */
  public validate(context: any): Promise<void> {
    const { manifests, report } = context as ValidationContext;
    let failed = false;
    for (const files of byFolder(manifests)) {
      const objects = files.flatMap((file) =>
        (context as ValidationContext).parseManifest(file).flatMap((document) => objectsOf(document, file)),
      );
      for (const finding of check(objects, this.settings)) {
        failed ||= finding.severity === 'error' || this.failOn === CheckSeverity.WARNING;
        report.addViolation(violation(toCheckFinding(finding), finding.object.origin as string));
      }
    }
    report.submit(failed ? 'failure' : 'success');
    removeConstructMetadata(manifests);
    return Promise.resolve();
  }
}

/** What of the CLI's interface is used here. */
interface ValidationContext {
  readonly manifests: readonly string[];
  parseManifest(path: string): unknown[];
  readonly report: {
    addViolation(violation: object): void;
    submit(status: 'success' | 'failure'): void;
  };
}

/** Each folder is what one App writes, and is applied by itself. */
function byFolder(manifests: readonly string[]): string[][] {
  const folders = new Map<string, string[]>();
  for (const file of manifests) folders.set(dirname(file), [...(folders.get(dirname(file)) ?? []), file]);
  return [...folders.values()];
}

function violation(
  { rule, severity, kind, name, container, path, what, happens, fix }: CheckFinding,
  manifestPath: string,
) {
  const where = container === undefined ? `${kind} ${name}` : `${kind} ${name}, container "${container}"`;
  return {
    ruleName: `${rule} (${severity.toLowerCase()})`,
    recommendation: `${where}: ${what}. ${happens}.`,
    fix,
    violatingResources: [{ resourceName: name, manifestPath, locations: [path] }],
  };
}

/**
 * With `validations` the CLI leaves construct-metadata.json beside the manifests, which `kubectl apply -f` and Argo CD then
 * take for one. It has been read by now.
 */
function removeConstructMetadata(manifests: readonly string[]): void {
  const folders = new Set<string>();
  for (const manifest of manifests) {
    for (let folder = dirname(resolve(manifest)); folder.startsWith(process.cwd()); folder = dirname(folder)) {
      folders.add(folder);
      if (folder === process.cwd()) break;
    }
  }
  for (const folder of folders) {
    const file = join(folder, CONSTRUCT_METADATA);
    if (existsSync(file)) rmSync(file);
  }
}

function take(properties: { [name: string]: unknown }): { failOn: CheckSeverity; rest: CheckOptions } {
  const wrong = (name: string, what: string, fix: string) =>
    new SidecarsError({
      where: 'cdk8s.yaml, properties of the validation SidecarsValidation',
      what: `"${name}" ${what}`,
      why: 'The checks would not be those that are meant',
      fix,
    });
  const known: { [name: string]: (value: unknown) => boolean } = {
    failOn: (value) => value === 'error' || value === 'warning',
    rules: isTexts,
    disable: isTexts,
    kubernetesVersion: (value) => typeof value === 'string' || typeof value === 'number',
    nodeCpu: (value) => typeof value === 'number' && value > 0,
    nodeMemory: (value) => (parseQuantity(value) ?? 0) > 0,
    complete: (value) => typeof value === 'boolean',
  };
  for (const [name, value] of Object.entries(properties)) {
    const valid = known[name];
    if (!valid) throw wrong(name, 'is not one of them', `use ${Object.keys(known).join(', ')}`);
    if (!valid(value))
      throw wrong(name, `cannot be ${JSON.stringify(value)}`, 'see the documentation of the checks for its values');
  }
  const { failOn, kubernetesVersion, nodeMemory, ...rest } = properties;
  return {
    failOn: failOn === 'warning' ? CheckSeverity.WARNING : CheckSeverity.ERROR,
    rest: {
      ...rest,
      kubernetesVersion: kubernetesVersion === undefined ? undefined : String(kubernetesVersion),
      nodeMemory: nodeMemory === undefined ? undefined : Size.kibibytes(Math.floor(parseQuantity(nodeMemory)! / 1024)),
    },
  };
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
