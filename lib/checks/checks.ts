import { ApiObject, App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { describe, SidecarsError } from '../errors';
import { KubeObject, objectsOf } from '../model/kube-object';
import { LIST, made, requireShape, Shape, TEXT } from '../shapes';
import { duringSynthesis, recall, remember, renderOnce } from '../synthesis/rendering';
import { requireConstruct } from '../untyped-arguments';
import { CheckFinding, CheckOptions, requireRule, settingsOf, toCheckFinding } from './check-options';
import { ConstructMessages } from './construct-messages';
import { ownWaivers, waive, waiversOn } from './construct-waivers';
import { markEnforced } from './enforced-apps';
import { check, CheckSettings } from './engine';
import { Finding, findingText } from './finding';

const APP = made('an App of cdk8s', 'synthYaml', () => 'pass the App that the charts are in');
const REASON: Shape = { ...TEXT, fix: () => 'say why the finding is fine here' };

/** Checks of manifests for what makes Pods fail at runtime. */
export class Checks {
  /**
   * Checks all that an app renders whenever it is synthesized. Findings make the synthesis fail, all at once and each with
   * the path of its construct.
   * Throws when an option names a rule or a version that does not exist.
   */
  public static enforce(app: App, options: CheckOptions = {}): void {
    requireShape('Checks.enforce', 'app', app, APP);
    const settings = settingsOf(options, app);
    if (settings.rules === undefined && settings.disable === undefined) markEnforced(app);
    for (const method of ['synth', 'synthYaml'] as const) {
      const original = app[method].bind(app) as () => string;
      app[method] = () => duringSynthesis(app, original);
    }
    const messages = new ConstructMessages();
    const tell = () => messages.tell(app, findingsIn(app, settings));
    // An app is validated before all that is in it.
    const validate = () => recall<string[]>(app, settings) ?? remember(app, settings, tell());
    app.node.addValidation({ validate });
  }

  /**
   * Says that what a rule finds in the objects of a construct is fine, for `enforce` and for those of our constructs that
   * look at their Pods themselves. It is not written to the YAML; there, the
   * annotation `waive.cdk8s-sidecars/<rule>: <reason>` says the same.
   * Throws when there is no such rule or no reason.
   */
  public static waive(construct: IConstruct, rule: string, reason: string): void {
    requireConstruct('Checks.waive', construct);
    const where = describe(construct);
    requireRule(where, rule);
    requireShape(where, 'reason', reason, REASON);
    if (reason.trim() === '') {
      throw new SidecarsError({
        where,
        what: `rule "${rule}" is waived without a reason`,
        why: 'Whoever reads it later cannot tell whether it still holds',
        fix: 'say why the finding is fine here',
      });
    }
    waive(construct, rule, reason);
  }

  /** Checks manifests as they are: parsed YAML documents, or objects as a cluster returns them. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what jsii has for JSON
  public static find(manifests: any[], options: CheckOptions = {}): CheckFinding[] {
    requireShape('Checks.find', 'manifests', manifests, LIST);
    const objects = manifests.flatMap((manifest) => objectsOf(manifest));
    return check(objects, settingsOf(options, undefined)).map(toCheckFinding);
  }

  private constructor() {}
}

type ConstructFinding = readonly [IConstruct, string];

function findingsIn(app: App, settings: CheckSettings): ConstructFinding[] {
  const constructs = app.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  const manifests = constructs.map((construct) => [construct, manifestOf(construct)] as const);
  const objects = manifests.flatMap(([construct, manifest]) => objectsOf(manifest, construct));
  const refused = manifests.filter(([, manifest]) => manifest === undefined).map(([construct]) => construct);
  const waivers = new Map(objects.map((object) => [object, waiversOn(object.origin as ApiObject)]));
  const used = new Set<string>();
  // A chart is a file, unless the app says otherwise.
  const unitOf = ({ origin }: KubeObject) => (origin as ApiObject).chart;
  const open = check(objects, { ...settings, context: { ...settings.context, unitOf } }).filter((finding) => {
    const waiver = waivers.get(finding.object)?.find(({ rule }) => rule === finding.rule);
    if (waiver) used.add(waiver.id);
    return waiver === undefined;
  });
  const unseen = new Set(refused.flatMap((construct) => waiversOn(construct).map(({ id }) => id)));
  const found = open.map((finding): ConstructFinding => [constructOf(finding), findingText(finding)]);
  return [...found, ...unusedWaivers(app, new Set([...used, ...unseen]), settings)];
}

function manifestOf(construct: ApiObject): unknown {
  try {
    return renderOnce(construct);
  } catch (error) {
    // The construct's own validation says it. Thrown here, it would keep back what is wrong with all others. What cdk8s
    // throws has only the text of it.
    if ((error as Error).message.includes(`: ${SidecarsError.NAME}: `)) return undefined;
    throw error;
  }
}

/** What the code has made: cdk8s-plus puts the object into it. */
function constructOf({ object }: Finding): IConstruct {
  const origin = object.origin as ApiObject;
  const { scope } = origin.node;
  return scope && 'apiObject' in scope && scope.apiObject === origin ? scope : origin;
}

function unusedWaivers(
  app: App,
  used: Set<string>,
  { rules, disable = [], minSeverity }: CheckSettings,
): ConstructFinding[] {
  if (minSeverity === 'error') return [];
  return app.node
    .findAll()
    .flatMap(ownWaivers)
    .filter(({ id, rule }) => !used.has(id) && (rules === undefined || rules.includes(rule)) && !disable.includes(rule))
    .map(({ construct, rule }): ConstructFinding => [
      construct,
      // The path of an app is empty.
      `${construct === app ? 'the app: ' : ''}rule ${rule} is waived, and finds nothing here. The waiver would hide a later mistake. Fix: remove it.`,
    ]);
}
