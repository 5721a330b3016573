const { readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const prettier = require('prettier');

/**
 * Writes what the rule `schema` knows of the API. kubernetes-models has its schemas only as the code of validators, so
 * they are read from that. The code is generated itself: every function in it has one of a few forms, and any other stops
 * this.
 */

const OUTPUT = path.join(__dirname, '../lib/checks/schema/data.ts');

/** As the changelog of kubernetes-models has it. */
const API_VERSIONS = { '4.5.1': '1.33' };

/** The kinds that people write, by the group and version in the names of their schemas. */
const KINDS = {
  CoreV1: `ConfigMap Endpoints LimitRange Namespace PersistentVolume PersistentVolumeClaim Pod PodTemplate
    ReplicationController ResourceQuota Secret Service ServiceAccount`,
  AppsV1: 'DaemonSet Deployment ReplicaSet StatefulSet',
  AutoscalingV1: 'HorizontalPodAutoscaler',
  AutoscalingV2: 'HorizontalPodAutoscaler',
  BatchV1: 'CronJob Job',
  CoordinationV1: 'Lease',
  DiscoveryV1: 'EndpointSlice',
  NetworkingV1: 'Ingress IngressClass NetworkPolicy',
  NodeV1: 'RuntimeClass',
  PolicyV1: 'PodDisruptionBudget',
  RbacV1: 'ClusterRole ClusterRoleBinding Role RoleBinding',
  SchedulingV1: 'PriorityClass',
  StorageV1: 'CSIDriver StorageClass',
};

/** Required by the schema, and yet the API server takes an object without them: empty will do, or there is a default. */
const OPTIONAL = [
  'CSIDriver.spec',
  'EndpointSlice.endpoints',
  'HTTPHeader.value',
  'ISCSIPersistentVolumeSource.lun',
  'ISCSIVolumeSource.lun',
  'LimitRangeSpec.limits',
  'NetworkPolicySpec.podSelector',
  'PodFailurePolicyOnPodConditionsPattern.status',
  'PreferredSchedulingTerm.preference',
  'PriorityClass.value',
  'RoleRef.apiGroup',
  'SleepAction.seconds',
  'Sysctl.value',
];

/** Enums that have got more values since. */
const OPEN = ['Toleration.operator'];

/** Schemas that are more than a list of fields. */
const SCALARS = {
  IoK8sApimachineryPkgApiResourceQuantity: 'quantity',
  IoK8sApimachineryPkgUtilIntstrIntOrString: 'int-or-string',
  IoK8sApimachineryPkgApisMetaV1MicroTime: 'time',
  IoK8sApimachineryPkgApisMetaV1Time: 'time',
};

const FORMATS = { int32: 'int32', int64: 'int64', byte: 'byte' };
const CALLED = String.raw`(?<!function )(validate\d+|\(0,_\w+\.validate\))`;

const root = path.dirname(require.resolve('kubernetes-models'));
const machinery = path.dirname(require.resolve('@kubernetes-models/apimachinery', { paths: [root] }));

/** The source of a module of data for the rule. */
async function generate() {
  const types = new Map();
  const kinds = Object.entries(KINDS).flatMap(([version, names]) =>
    names.split(/\s+/).map((name) => {
      const schema = `IoK8sApi${version}${name}`;
      const { 'apiVersion!': apiVersion } = readType(schema, types);
      return [`${apiVersion.slice(1)}/${name}`, schema];
    }),
  );
  requireSpecs(types);
  const named = shortNames([...types.keys()]);
  const shorten = (text) => text.replace(/\bIo\w+/g, (name) => named.get(name));
  const lines = [...types].map(([name, fields]) => {
    const texts = Object.entries(fields).map(([field, type]) => `${field} ${type}`);
    return shorten(`${name}: ${texts.join(', ')}`);
  });
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  if (!API_VERSIONS[version]) throw new Error(`which Kubernetes version is in kubernetes-models ${version}?`);
  const source = `// Made by \`npm run schemas\` from kubernetes-models ${version}.

/** The version of Kubernetes that the types are of. */
export const SCHEMA_VERSION: string = '${API_VERSIONS[version]}';

/** The type of each kind, by apiVersion and kind. */
export const KINDS: { readonly [apiVersionAndKind: string]: string } = ${shorten(JSON.stringify(Object.fromEntries(kinds)))};

/** A type in each line, with its fields and their types, and "!" after the name of a field that is required. */
export const TYPES: string = \`
${lines.sort().join('\n')}
\`;
`;
  return prettier.format(source, { ...(await prettier.resolveConfig(OUTPUT)), filepath: OUTPUT });
}

/** A spec that has required fields cannot be left out, although no schema says so. */
function requireSpecs(types) {
  const demands = (schema) => Object.keys(types.get(schema) ?? {}).some((field) => field.endsWith('!'));
  for (const [schema, { spec, ...fields }] of types) {
    if (spec !== undefined && demands(spec)) types.set(schema, { ...fields, 'spec!': spec });
  }
}

/** The fields of a schema, and with it those of every schema that they have. */
function readType(schema, types) {
  if (types.has(schema)) return types.get(schema);
  const functions = functionsOf(schema);
  return readFields(schema, functions.main, functions, types);
}

function readFields(schema, body, functions, types) {
  const fields = {};
  types.set(schema, fields);
  const required = [...body.matchAll(/missingProperty:"([^"]+)"/g)].map((match) => match[1]);
  const properties = [...body.matchAll(new RegExp(String.raw`void 0===data\.([\w$]+)\|\|${CALLED}\(data\.`, 'g'))];
  if (properties.length !== body.split('void 0===data.').length - 1 - required.length)
    throw new Error(`not read: ${body}`);
  // The cluster writes these.
  const notWritten = properties.some((property) => property[1] === 'kind') ? ['status'] : ['managedFields'];
  for (const [, field, called] of properties) {
    const inline = schema + field[0].toUpperCase() + field.slice(1);
    const name = `${shortName(schema)}.${field}`;
    const type = notWritten.includes(field) ? 'any' : typeOf(called, functions, types, inline);
    const mustBe = required.includes(field) && !OPTIONAL.includes(name);
    fields[mustBe ? `${field}!` : field] = OPEN.includes(name) ? 'string' : type;
  }
  return fields;
}

/** The type of what a function accepts, as it stands in the data; one without a schema of its own gets a name. */
function typeOf(called, functions, types, inline) {
  const schema = /_(Io\w+)\.validate/.exec(called)?.[1];
  if (schema) return SCALARS[schema] ?? (readType(schema, types), schema);
  const body = functions[called];
  const inner = (pattern) => new RegExp(CALLED + pattern).exec(body)?.[1];
  const read = (callee) => typeOf(callee, functions, types, inline);
  const item = inner(String.raw`\(data\[i0\],`);
  if (item) return `[${read(item)}]`;
  const value = inner(String.raw`\(data\[key0\],`);
  if (value) return `{${read(value)}}`;
  const values = /allowedValues:(schema\d+)/.exec(body)?.[1];
  if (values) return `=${functions[values].join('|')}`;
  if (/void 0===data\./.test(body)) return readFields(inline, body, functions, types) && inline;
  const type = /params:\{type:"(\w+)"\}/.exec(body)?.[1];
  if (type === undefined) return read(inner(String.raw`\(data,`));
  const format = /params:\{format:"([\w-]+)"\}/.exec(body)?.[1];
  if (format !== undefined && !FORMATS[format]) throw new Error(`unknown format ${format}`);
  return type === 'object' ? 'any' : (FORMATS[format] ?? type);
}

/** The bodies of the functions in the file of a schema, and the values of its enums. */
function functionsOf(schema) {
  const folder = schema.startsWith('IoK8sApimachinery') ? machinery : root;
  const source = readFileSync(path.join(folder, '_schemas', `${schema}.js`), 'utf8');
  const found = {};
  for (const [, name, values] of source.matchAll(/(schema\d+)=\{enum:(\[[^\]]*\])\}/g))
    found[name] = JSON.parse(values);
  for (const part of source.split(/(?=function validate\d+\()/).slice(1)) {
    const name = /^function (\w+)/.exec(part)[1];
    found[name] = part;
    found.main ??= part;
  }
  return found;
}

/** Names without group and version, unless two of them would be the same. */
function shortNames(schemas) {
  const count = (name) => schemas.filter((schema) => shortName(schema) === name).length;
  const named = (schema) => (count(shortName(schema)) > 1 ? schema.replace(/^IoK8sApi/, '') : shortName(schema));
  return new Map(schemas.map((schema) => [schema, named(schema)]));
}

function shortName(schema) {
  return schema.replace(/^.*?V\d+(?=[A-Z])/, '');
}

module.exports = { generate, OUTPUT };

if (require.main === module) generate().then((source) => writeFileSync(OUTPUT, source));
