const { methodOf, nameOf, parametersOf, propertyOf } = require('./words.cjs');

const HEADER = `# API

What the package offers, in the words of TypeScript. What is inherited is listed where it is declared; \`kplus\` is
\`cdk8s-plus-28\`. \`npm run api\` writes this page: a line that goes or changes may
[break somebody's code](CONTRIBUTING.md#release).
`;

/** All that a public API has, as Markdown: whatever code can break on is a line of its own, and starts with its signature. */
function listingOf(assembly) {
  const types = Object.values(assembly.types).sort((a, b) => (a.name < b.name ? -1 : 1));
  const given = givenStructs(assembly);
  return [HEADER, ...types.map((type) => sectionOf(type, given))].join('\n');
}

function sectionOf(type, given) {
  const { name, kind, base, interfaces = [], docs } = type;
  const bases = [
    code(type.datatype ? (given.has(type.fqn) ? 'options' : 'data') : kind),
    ...(base === undefined ? [] : [code(`extends ${nameOf(base)}`)]),
    ...interfaces.map((each) => code(`${kind === 'class' ? 'implements' : 'extends'} ${nameOf(each)}`)),
  ];
  const lines = membersOf(type).map(([signature, docs]) => `- ${code(signature)}${words(docs)}\n`);
  const summary = words(docs).trim();
  return [`## ${name}\n`, `${bases.join(' ')}\n`, ...(summary ? [`${summary}\n`] : []), lines.join('')]
    .filter((part) => part !== '')
    .join('\n');
}

function membersOf(type) {
  const { kind, abstract, initializer, members = [], properties = [], methods = [] } = type;
  // What cannot be constructed has no initializer.
  const creation = initializer && [`${abstract ? 'protected ' : ''}new ${type.name}${parametersOf(initializer)}`];
  return [
    ...(creation ? [[creation, initializer.docs]] : []),
    ...members.map(({ name, docs }) => [name, docs]),
    ...properties.map((property) => [propertyOf(property, type), property.docs]),
    ...methods.map((method) => [methodOf(kind === 'class' ? method : { ...method, abstract: false }), method.docs]),
  ];
}

const code = (text) => `\`${text}\``;

function words({ summary, default: standard, deprecated } = {}) {
  const parts = [deprecated === undefined ? '' : `**Deprecated**: ${deprecated}`, summary ?? ''];
  if (standard !== undefined) parts.push(`Default: ${standard.replace(/^- /, '')}`);
  return parts
    .filter((part) => part !== '')
    .map((part) => ` ${part.replace(/\s+/g, ' ').trim()}`)
    .join('');
}

/** The structs that callers write: a property more that must be given breaks them, where in what they get it does not. */
function givenStructs({ types }) {
  const given = new Set();
  const visit = (value) => {
    if (value === null || typeof value !== 'object') return;
    const type = types[value.fqn];
    if (type?.datatype && !given.has(type.fqn)) {
      given.add(type.fqn);
      for (const { type: each } of type.properties ?? []) visit(each);
      for (const fqn of type.interfaces ?? []) visit({ fqn });
    }
    for (const each of Object.values(value)) visit(each);
  };
  for (const { initializer, methods = [] } of Object.values(types)) {
    for (const { parameters } of [initializer ?? {}, ...methods]) visit(parameters);
  }
  return given;
}

module.exports = { listingOf };
