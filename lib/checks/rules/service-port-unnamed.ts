import { setRule } from '../rule';

/** With one port a Service needs no name for it. With several, the API server wants each of them to have its own. */
export const servicePortUnnamed = setRule(
  {
    id: 'service-port-unnamed',
    severity: 'error',
    title: 'a Service with several ports, one without a name or number of its own',
    sources: [
      'https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
    ],
  },
  function* (set) {
    for (const { object, ports } of set.services) {
      if (ports.length < 2) continue;
      const [names, numbers] = [new Set<string>(), new Set<string>()];
      for (const { name = '', port = 'unknown', protocol, path } of ports) {
        const number = `${port}/${protocol}`;
        if (port !== 'unknown' && numbers.has(number)) {
          yield {
            object,
            path: [...path, 'port'],
            what: `it has port ${number} twice`,
            happens: `The API server rejects it: Duplicate value: {"port":${port},"protocol":"${protocol}"}`,
            fix: 'leave one of the two out, or give it another number',
          };
        }
        numbers.add(number);
        if (name === '') {
          yield {
            object,
            path,
            what: `port ${port} has no name, and the Service has ${ports.length} ports`,
            happens: 'The API server rejects it: name: Required value',
            fix: `add a name, such as ${port === 443 ? 'https' : 'http'}, at spec.ports[${path[2]}].name`,
          };
        } else if (names.has(name)) {
          yield {
            object,
            path: [...path, 'name'],
            what: `two of its ports are named "${name}"`,
            happens: `The API server rejects it: Duplicate value: "${name}"`,
            fix: `give port ${port} another name`,
          };
        }
        names.add(name);
      }
    }
  },
);
