import { App, Testing } from 'cdk8s';
import { Page } from '../../docs/test/markdown';
import { Manifest } from '../../test/synth';
import { GatewayRoutes } from './gateway';

const manifests: Manifest[] = Testing.synth(new GatewayRoutes(new App(), 'gateway'));
const ofKind = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
const [gateway] = ofKind('Gateway');
const routes = ofKind('HTTPRoute');

/** The rule that a Gateway takes for a request: that of the longest prefix. */
function ruleFor(listener: string, host: string, path: string): Manifest {
  const rules = routes
    .filter(({ spec }) => spec.parentRefs[0].sectionName === listener && (spec.hostnames ?? [host]).includes(host))
    .flatMap(({ spec }) => spec.rules)
    .filter(({ matches }) => `${path}/`.startsWith(`${matches[0].path.value.replace(/\/$/, '')}/`));
  return rules.reduce((a, b) => (a.matches[0].path.value.length > b.matches[0].path.value.length ? a : b));
}

test('the Gateway has a certificate, in its own namespace', () => {
  expect(gateway.spec.gatewayClassName).toBe('eg');
  expect(gateway.spec.listeners.map(({ name, port, tls }: Manifest) => [name, port, tls?.certificateRefs])).toEqual([
    ['http', 80, undefined],
    ['https', 443, [{ name: 'websites-tls' }]],
  ]);
});

test('the Gateway takes over all routes', () => {
  const names = gateway.spec.listeners.map(({ name }: Manifest) => name);
  for (const { spec } of routes) {
    expect(spec.parentRefs.map(({ name }: Manifest) => name)).toEqual([gateway.metadata.name]);
    expect(names).toContain(spec.parentRefs[0].sectionName);
  }
});

test('what comes without TLS is sent to where it is with TLS', () => {
  for (const host of ['example.com', 'blog.example.com']) {
    expect(ruleFor('http', host, '/a').filters).toEqual([
      { type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } },
    ]);
  }
});

test('leads to Services that there are', () => {
  const services = ofKind('Service').map(({ metadata }) => metadata.name);
  const led = routes.flatMap(({ spec }) => spec.rules).flatMap(({ backendRefs = [] }) => backendRefs);
  expect(services.sort()).toEqual(['blog', 'shop']);
  expect(led.map(({ name, port }: Manifest) => [name, port])).toEqual([
    ['shop', 80],
    ['blog', 80],
    ['blog', 80],
  ]);
});

test('the page shows what they answer to its requests', () => {
  const { blocks, text } = new Page('docs/tutorial/gateway.md');
  const answers = [...text.matchAll(/^curl .* https:\/\/([\w.]+)(\/\S*)$/gm)].map(([, host, path]) => {
    const { backendRefs, filters, matches } = ruleFor('https', host, path);
    const prefix = filters?.[0].urlRewrite.path.replacePrefixMatch;
    const rest = path.slice(matches[0].path.value.length);
    return `${backendRefs[0].name} answers ${host}${prefix === undefined ? path : prefix + rest.replace(/^\//, '')}`;
  });
  expect(answers).toHaveLength(4);
  expect(blocks.find(({ language }) => language === 'text')?.text).toBe(answers.join('\n'));
});
