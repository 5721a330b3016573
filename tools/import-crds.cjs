// Writes imports/ and test/crds/ from the sources that cdk8s.yaml names, or from files of their names in a folder:
//   node tools/import-crds.cjs [folder]
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parse, stringify } = require('yaml');

const root = path.join(__dirname, '..');
const SCHEMAS = path.join(root, 'test', 'crds');

/** What says how a value must be, in the words of JSON Schema. */
const KEPT = [
  'type',
  'required',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'default',
];

/** What the cluster writes itself. */
const BY_CLUSTER = ['status', 'operation'];

async function sourceText(source, folder) {
  if (folder !== undefined) return fs.readFileSync(path.join(folder, path.basename(source)), 'utf8');
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${source}: ${response.status} ${response.statusText}`);
  return response.text();
}

/** Descriptions make up most of a CRD, and their versions differ in little else. */
function withoutDescriptions(value) {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, inner]) => key !== 'description' || typeof inner !== 'string');
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutDescriptions(inner)]));
}

/** The schema as a test needs it: the API server prunes fields that it does not know, here they are errors. */
function strict(schema) {
  const { properties, items, additionalProperties } = schema;
  const result = Object.fromEntries(KEPT.filter((key) => key in schema).map((key) => [key, schema[key]]));
  for (const key of ['anyOf', 'oneOf', 'allOf']) if (schema[key]) result[key] = schema[key].map(strict);
  if (items) result.items = strict(items);
  if (properties) {
    result.properties = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, strict(inner)]));
    if (schema.type === 'object' && !schema['x-kubernetes-preserve-unknown-fields'])
      result.additionalProperties = false;
  } else if (typeof additionalProperties === 'object') result.additionalProperties = strict(additionalProperties);
  return result;
}

function writeSchema({ spec }) {
  const [{ name: version, schema }] = spec.versions;
  const { properties, ...rest } = schema.openAPIV3Schema;
  const written = Object.fromEntries(Object.entries(properties).filter(([name]) => !BY_CLUSTER.includes(name)));
  const file = path.join(SCHEMAS, `${spec.names.kind}.json`);
  const apiVersion = `${spec.group}/${version}`;
  fs.writeFileSync(file, `${JSON.stringify({ apiVersion, schema: strict({ ...rest, properties: written }) })}\n`);
}

async function importAll(folder) {
  const { imports } = parse(fs.readFileSync(path.join(root, 'cdk8s.yaml'), 'utf8'));
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'crds-'));
  fs.mkdirSync(SCHEMAS, { recursive: true });
  try {
    for (const spec of imports) {
      const [, prefix = '', source] = /^(\w+:=)?(.*)$/.exec(spec);
      const crd = withoutDescriptions(parse(await sourceText(source, folder)));
      const file = path.join(work, path.basename(source));
      fs.writeFileSync(file, stringify(crd));
      writeSchema(crd);
      execFileSync('npx', ['--no-install', 'cdk8s', 'import', `${prefix}${file}`, '--no-save'], {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
      });
    }
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

importAll(process.argv[2]);
