/** How a type, a parameter or a member is written, in the words of TypeScript. */

const PREFIXES = { 'cdk8s-sidecars': '', constructs: '', cdk8s: 'cdk8s.', 'cdk8s-plus-28': 'kplus.' };

function nameOf(fqn) {
  const [assembly] = fqn.split('.', 1);
  return (PREFIXES[assembly] ?? `${assembly}.`) + fqn.slice(assembly.length + 1);
}

function typeOf({ primitive, fqn, collection, union, intersection }) {
  if (fqn !== undefined) return nameOf(fqn);
  if (primitive !== undefined) return primitive === 'json' ? 'object' : primitive;
  if (union !== undefined) return union.types.map(typeOf).join(' | ');
  if (intersection !== undefined) return intersection.types.map(typeOf).join(' & ');
  const element = typeOf(collection.elementtype);
  if (collection.kind === 'map') return `Record<string, ${element}>`;
  return / [|&] /.test(element) ? `(${element})[]` : `${element}[]`;
}

function parametersOf({ parameters = [] }) {
  const words = parameters.map(({ name, type, optional, variadic }) =>
    variadic ? `...${name}: ${typeOf(type)}[]` : `${name}${optional ? '?' : ''}: ${typeOf(type)}`,
  );
  return `(${words.join(', ')})`;
}

function modifiersOf(member) {
  return ['protected', 'static', 'abstract'].filter((word) => member[word]).map((word) => `${word} `);
}

function methodOf(method) {
  const { name, returns, async } = method;
  const value = returns === undefined ? 'void' : typeOf(returns.type) + (returns.optional ? ' | undefined' : '');
  return `${modifiersOf(method).join('')}${name}${parametersOf(method)}: ${async ? `Promise<${value}>` : value}`;
}

/** In an interface every property is abstract; the word would say nothing. */
function propertyOf({ abstract, ...property }, { kind, datatype }) {
  const { name, type, optional, immutable } = property;
  const modifiers = modifiersOf({ ...property, abstract: abstract && kind === 'class' });
  if (immutable && !datatype) modifiers.push('readonly ');
  return `${modifiers.join('')}${name}${optional ? '?' : ''}: ${typeOf(type)}`;
}

module.exports = { methodOf, nameOf, parametersOf, propertyOf };
