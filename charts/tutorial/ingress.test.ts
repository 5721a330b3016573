import { App, Testing } from 'cdk8s';
import { Page } from '../../docs/test/markdown';
import { Manifest } from '../../test/synth';
import { IngressRoutes } from './ingress';

const manifests: Manifest[] = Testing.synth(new IngressRoutes(new App(), 'ingress'));
const [{ spec }] = manifests.filter(({ kind }) => kind === 'Ingress') as [Manifest];

test('leads to one Service by path and by host to the other', () => {
  const routes = spec.rules.flatMap(({ host, http }: Manifest) =>
    http.paths.map(({ path, pathType, backend }: Manifest) => [
      host,
      path,
      pathType,
      backend.service.name,
      backend.service.port.number,
    ]),
  );
  expect(routes).toEqual([
    ['example.com', '/', 'Prefix', 'shop', 80],
    ['example.com', '/blog', 'Prefix', 'blog', 80],
    ['blog.example.com', '/', 'Prefix', 'blog', 80],
  ]);
});

test('has a certificate for both hosts', () => {
  expect(spec.tls).toEqual([{ hosts: ['example.com', 'blog.example.com'], secretName: 'websites-tls' }]);
  expect(spec.ingressClassName).toBe('nginx');
});

test('leads to Services that there are', () => {
  const services = manifests.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name);
  expect(services).toEqual(['shop', 'blog']);
});

test('each website tells its own name on every path', () => {
  const servers = manifests.filter(({ kind }) => kind === 'ConfigMap').map(({ data }) => data['default.conf']);
  expect(servers.map((server) => /return 200 "(\w+) answers \$host\$request_uri\\n"/.exec(server)?.[1])).toEqual([
    'shop',
    'blog',
  ]);
});

test('the page shows what they answer to its requests', () => {
  const { blocks, text } = new Page('docs/tutorial/ingress.md');
  const answers = [...text.matchAll(/^curl .* https:\/\/([\w.]+)(\/\S*)$/gm)].map(([, host, path]) => {
    const routes: Manifest[] = spec.rules.find((rule: Manifest) => rule.host === host).http.paths;
    const matching = routes.filter((route) => path.startsWith(route.path));
    const longest = matching.reduce((a, b) => (a.path.length > b.path.length ? a : b));
    return `${longest.backend.service.name} answers ${host}${path}`;
  });
  expect(answers).toHaveLength(3);
  expect(blocks.find(({ language }) => language === 'text')?.text).toBe(answers.join('\n'));
});
