import { fits, PORT } from '../../model/name-forms';
import { isPlaceholder } from '../../model/placeholder';
import { listOf, numberOf } from '../../model/values';
import { isBelow, networkOf, noNetwork } from './networks';
import { Constraints, forbidden, given, invalid, required, shown, writtenText } from './refusal';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/networking/validation/validation.go */
export const NETWORK_POLICIES: Constraints = {
  *NetworkPolicyPeer(data) {
    const kinds = given(data, ['podSelector', 'namespaceSelector', 'ipBlock']);
    if (kinds.length === 0) {
      yield {
        path: [],
        what: 'a peer of the policy is empty',
        happens: required('peer', 'must specify a peer'),
        fix: 'add podSelector, namespaceSelector or ipBlock; for everybody, leave the whole list out',
      };
    } else if (kinds.length > 1 && kinds.includes('ipBlock')) {
      yield {
        path: ['ipBlock'],
        what: `a peer of the policy has ${kinds.join(' and ')}`,
        happens: forbidden('peer', 'may not specify both ipBlock and another peer'),
        fix: 'make two entries of it, so that either is allowed',
      };
    }
  },

  *IPBlock(data) {
    const cidr = writtenText(data['cidr']);
    if (cidr === undefined) return;
    const block = networkOf(cidr);
    if (!block) {
      yield { path: ['cidr'], ...noNetwork('cidr', cidr) };
      return;
    }
    for (const [index, value] of listOf(data['except']).entries()) {
      const text = writtenText(value);
      if (text === undefined) continue;
      const part = networkOf(text);
      if (!part) yield { path: ['except', index], ...noNetwork('except', text) };
      else if (!isBelow(part, block)) {
        yield {
          path: ['except', index],
          what: `${text} is no part of ${cidr}`,
          happens: invalid('except', text, 'must be a strict subset of `cidr`'),
          fix: 'write a smaller part of the cidr, or leave it out: it is not allowed anyway',
        };
      }
    }
  },

  *NetworkPolicyPort(data) {
    const { port } = data;
    const name = writtenText(port);
    if (name !== undefined && !fits(name, PORT)) {
      yield {
        path: ['port'],
        what: `"${name}" is no name of a port`,
        happens: invalid('port', name, /[a-z]/.test(name) ? PORT.rule : 'must contain at least one letter (a-z)'),
        fix: /^\d+$/.test(name) ? `write ${name} without quotes` : `use ${PORT.rule}`,
      };
      return;
    }
    const last = numberOf(data['endPort']);
    if (last === undefined || isPlaceholder(port)) return;
    const first = numberOf(port);
    if (first !== undefined && last >= first) return;
    yield {
      path: ['endPort'],
      what:
        port == null
          ? `a range of ports ends at ${last} and begins nowhere`
          : first === undefined
            ? `a range of ports begins at the name "${shown(port)}"`
            : `a range of ports ends at ${last}, before it begins`,
      happens: invalid(
        'endPort',
        last,
        port == null
          ? 'may not be specified when `port` is not specified'
          : first === undefined
            ? 'may not be specified when `port` is non-numeric'
            : 'must be greater than or equal to `port`',
      ),
      fix: 'write the first port of the range as port, and the last one as endPort',
    };
  },
};
