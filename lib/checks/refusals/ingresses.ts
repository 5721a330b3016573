import { isPlaceholder } from '../../model/placeholder';
import { Data, dataOf, numberOf, textOf } from '../../model/values';
import { Report } from '../rule';
import { Constraints, given, invalid, isNone, required, writtenText } from './refusal';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/networking/validation/validation.go */
export const INGRESSES: Constraints = {
  *Ingress({ metadata, spec }) {
    const said = writtenText(dataOf(dataOf(metadata)['annotations'])['kubernetes.io/ingress.class']);
    const name = writtenText(dataOf(spec)['ingressClassName']);
    if (said === undefined || name === undefined || said === name) return;
    yield {
      path: ['metadata', 'annotations', 'kubernetes.io/ingress.class'],
      what: `the Ingress is of the class ${said} and of the class ${name}`,
      happens: invalid('kubernetes.io/ingress.class', said, 'must match `ingressClassName` when both are specified'),
      fix: 'leave the annotation out, which is older',
    };
  },

  *IngressSpec(data) {
    if (data['defaultBackend'] != null || !isNone(data['rules'])) return;
    yield {
      path: [],
      what: 'the Ingress leads nowhere',
      happens: invalid('spec', '', 'either `defaultBackend` or `rules` must be specified'),
      fix: 'add a rule, or a defaultBackend',
    };
  },

  *HTTPIngressPath(data) {
    yield* ingressPath(data);
  },

  *IngressBackend(data) {
    const kinds = given(data, ['service', 'resource']);
    if (kinds.length === 1) return;
    const none = kinds.length === 0;
    yield {
      path: [],
      what: none ? 'a backend of the Ingress is empty' : 'a backend of the Ingress is a Service and another resource',
      happens: none
        ? invalid('backend', '', 'resource or service backend is required')
        : invalid('backend', '', 'cannot set both resource and service backends'),
      fix: none ? 'add the service that it leads to' : 'leave one of the two out',
    };
  },

  *IngressServiceBackend(data) {
    const port = dataOf(data['port']);
    const said = [writtenName(port['name']), numberOf(port['number']) || undefined].filter(
      (each) => each !== undefined,
    );
    if (said.length === 1 || [data['port'], port['number']].some(isPlaceholder)) return;
    const none = said.length === 0;
    yield {
      path: data['port'] == null ? [] : ['port'],
      what: none
        ? `the backend "${textOf(data['name']) ?? ''}" has no port`
        : `the port of the backend "${textOf(data['name']) ?? ''}" is ${said.join(' and ')}`,
      happens: none
        ? required('port', 'port name or number is required')
        : invalid('port', '', 'cannot set both port name & port number'),
      fix: none ? 'add the number or the name of a port of the Service' : 'leave the number or the name out',
    };
  },
};

function* ingressPath({ path: value, pathType }: Data): Iterable<Report> {
  const path = textOf(value) ?? '';
  if (value != null && writtenText(value) === undefined && path !== '') return;
  if (path === '' && pathType !== 'Exact' && pathType !== 'Prefix') return;
  const said = { path: value == null ? [] : ['path'], what: `the path "${path}" of the Ingress will not do` };
  if (!path.startsWith('/')) {
    yield {
      ...said,
      what: path === '' ? 'a path of the Ingress is missing' : `the path "${path}" does not begin with a "/"`,
      happens: invalid('path', path, 'must be an absolute path'),
      fix: `write "/${path}"`,
    };
    return;
  }
  if (pathType !== 'Exact' && pathType !== 'Prefix') return;
  const sequence = ['//', '/./', '/../', '%2f', '%2F'].find((each) => path.includes(each));
  const ending = ['/..', '/.'].find((each) => path.endsWith(each));
  if (sequence === undefined && ending === undefined) return;
  yield {
    ...said,
    what: `the path "${path}" has a "${sequence ?? ending!}"`,
    happens:
      sequence === undefined
        ? invalid('path', path, `cannot end with '${ending!}'`)
        : invalid('path', path, `must not contain '${sequence}'`),
    fix: 'write it as requests have it',
  };
}

function writtenName(value: unknown): string | undefined {
  const name = textOf(value);
  return name === '' ? undefined : name;
}
