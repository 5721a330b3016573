import { SidecarsError } from '../errors';
import {
  COUNT,
  DURATION,
  LIST,
  made,
  NUMBER,
  OBJECT,
  oneOf,
  requireShape,
  requireShapes,
  SERVICE,
  Shapes,
  TEXT,
} from '../shapes';
import { requireNamed } from './header-names';
import { HttpRouteFilter } from './http-route-filter';
import { HttpRouteMatch, HttpRouteMethod, HttpRoutePathType, HttpRouteRule } from './http-route-rule';

const { PREFIX, REGULAR_EXPRESSION } = HttpRoutePathType;

/** What the API server takes in the path of a match that is no regular expression. */
const PATH = /^\/([-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$/;
const NO_PATH = /\/\/|\/\.{1,2}(\/|$)|%2f/i;

const LIMITS = { matches: 64, backends: 16, filters: 16 };

/** Throws when the rule is none, or one that the API server refuses or that leads nowhere. */
export function requireRule(where: string, rule: HttpRouteRule): void {
  requireShape(where, 'rule', rule, { ...OBJECT, fix: () => 'pass { backends: [{ service }] } with what answers' });
  requireShapes(where, rule, OF_RULES, 'rule');
  const { matches = [], backends = [], filters = [], timeout, backendTimeout } = rule;
  for (const [list, limit] of Object.entries(LIMITS)) {
    const { length } = { matches, backends, filters }[list as keyof typeof LIMITS];
    if (length > limit) {
      throw new SidecarsError({
        where,
        what: `a rule has ${length} ${list}`,
        why: `The API server takes ${limit} at the most`,
        fix: 'make more rules of it',
      });
    }
  }
  for (const [index, match] of matches.entries()) requireMatch(where, match, `rule.matches[${index}]`);
  for (const [index, backend] of backends.entries()) {
    const name = `rule.backends[${index}]`;
    requireShapes(where, backend, OF_BACKENDS, name);
    requireShape(where, `${name}.service`, backend.service, SERVICE);
    requireFilters(where, backend.filters ?? [], matches, `${name}.filters`);
  }
  requireFilters(where, filters, matches, 'rule.filters');
  requireAnswer(where, rule);
  if (timeout && backendTimeout && backendTimeout.toMilliseconds() > timeout.toMilliseconds()) {
    throw new SidecarsError({
      where,
      what: 'backendTimeout is longer than timeout',
      why: 'The whole response would be given up before its first try',
      fix: 'pass a longer timeout, or a shorter backendTimeout',
    });
  }
}

function requireMatch(where: string, match: HttpRouteMatch, name: string): void {
  requireShapes(where, match, OF_MATCHES, name);
  const { path = '/', pathType = PREFIX, headers = {}, headerPatterns = {}, queryParams } = match;
  for (const [property, values] of Object.entries({ headers, headerPatterns, queryParams })) {
    requireNamed(where, `${name}.${property}`, values);
  }
  if (pathType !== REGULAR_EXPRESSION && (!PATH.test(path) || NO_PATH.test(path))) {
    throw new SidecarsError({
      where,
      what: `"${path}" is not a valid path`,
      why: 'The API server accepts paths that start with "/", of the characters of URLs and without "//", "." and ".." as a part, and "%2F"',
      fix: 'write the path as it stands in the requests, such as /blog',
    });
  }
  const names = [...Object.keys(headers), ...Object.keys(headerPatterns)].map((header) => header.toLowerCase());
  const twice = names.find((header, index) => names.indexOf(header) !== index);
  if (twice === undefined) return;
  throw new SidecarsError({
    where,
    what: `the header "${twice}" is matched twice`,
    why: 'Names of headers are the same in upper and lower case, and only the first match of one counts',
    fix: 'leave one of them out',
  });
}

function requireFilters(
  where: string,
  filters: readonly HttpRouteFilter[],
  matches: readonly HttpRouteMatch[],
  name: string,
): void {
  for (const [index, filter] of filters.entries()) requireShape(where, `${name}[${index}]`, filter, FILTER);
  const types = filters.map(({ _type }) => _type);
  const twice = types.find((type, index) => type !== 'RequestMirror' && types.indexOf(type) !== index);
  if (twice !== undefined) {
    throw new SidecarsError({
      where,
      what: `${name} has two of type ${twice}`,
      why: 'The API server takes one of each',
      fix: 'make one of the two',
    });
  }
  if (types.includes('RequestRedirect') && types.includes('URLRewrite')) {
    throw new SidecarsError({
      where,
      what: `${name} redirects and rewrites`,
      why: 'A redirect sends the client elsewhere, so that no backend gets a URL',
      fix: 'leave one of them out',
    });
  }
  const isPrefix = ({ pathType = PREFIX }: HttpRouteMatch) => pathType === PREFIX;
  if (!filters.some(({ _replacesPrefix }) => _replacesPrefix) || (matches.length === 1 && isPrefix(matches[0]))) return;
  throw new SidecarsError({
    where,
    what: `${name} replaces the prefix of the path, and the rule has ${matches.length === 1 ? 'no prefix' : `${matches.length} matches`}`,
    why: 'Which part of the path that is, is said by the one match of the rule, of type PREFIX',
    fix: "pass one match, as in matches: [{ path: '/blog' }], and make a rule for each other one",
  });
}

/** Somebody must answer: a Service, or a redirect. */
function requireAnswer(where: string, { backends = [], filters = [] }: HttpRouteRule): void {
  const redirects = filters.some(({ _type }) => _type === 'RequestRedirect');
  if (redirects && backends.length > 0) {
    throw new SidecarsError({
      where,
      what: 'a rule redirects and has backends',
      why: 'The client is sent elsewhere before a backend gets its request, and the API server refuses both',
      fix: 'leave one of them out',
    });
  }
  if (!redirects && backends.every(({ weight = 1 }) => weight === 0)) {
    throw new SidecarsError({
      where,
      what: backends.length === 0 ? 'a rule leads nowhere' : 'all backends of a rule have the weight 0',
      why: 'The Gateway would answer 500 to its requests',
      fix:
        backends.length === 0
          ? 'pass backends: [{ service }], or a filter of HttpRouteFilter.redirect'
          : 'give one of them a weight above 0',
    });
  }
}

const FILTER = made('an HttpRouteFilter', '_toJson', () => 'pass what HttpRouteFilter.rewrite and the like return');

const OF_RULES: Shapes = {
  matches: LIST,
  backends: LIST,
  filters: LIST,
  timeout: DURATION,
  backendTimeout: DURATION,
};

const OF_MATCHES: Shapes = {
  path: TEXT,
  pathType: oneOf('HttpRoutePathType', HttpRoutePathType),
  headers: OBJECT,
  headerPatterns: OBJECT,
  queryParams: OBJECT,
  method: oneOf('HttpRouteMethod', HttpRouteMethod),
};

const OF_BACKENDS: Shapes = { port: NUMBER, weight: COUNT, filters: LIST };
