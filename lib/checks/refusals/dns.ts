import { isPlaceholder } from '../../model/placeholder';
import { dataOf, listOf, textOf } from '../../model/values';
import { Report } from '../rule';
import { Constraints, invalid, isNone, required } from './refusal';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go */
export const DNS: Constraints = {
  *PodSpec({ dnsPolicy, dnsConfig }) {
    if (dnsPolicy !== 'None' || isPlaceholder(dnsConfig) || !isNone(dataOf(dnsConfig)['nameservers'])) return;
    yield {
      path: ['dnsPolicy'],
      what: 'the Pod has dnsPolicy None and no nameservers',
      happens:
        dnsConfig == null
          ? required('dnsConfig', 'must provide `dnsConfig` when `dnsPolicy` is None')
          : required('nameservers', 'must provide at least one DNS nameserver when `dnsPolicy` is None'),
      fix: 'add dnsConfig.nameservers, or leave dnsPolicy out',
    };
  },

  *PodDNSConfig(data) {
    const [nameservers, searches] = [listOf(data['nameservers']), listOf(data['searches'])];
    if (nameservers.length > 3) yield tooMany('nameservers', nameservers, 'must not have more than 3 nameservers');
    if (searches.length > 32) yield tooMany('searches', searches, 'must not have more than 32 search paths');
    const length = searches.flatMap((domain) => textOf(domain) ?? []).join(' ').length;
    if (length > 2048) {
      const rule = 'must not have more than 2048 characters (including spaces) in the search list';
      yield { ...tooMany('searches', searches, rule), what: `the search domains have ${length} characters` };
    }
  },

  *PodDNSConfigOption({ name }) {
    if (name != null && name !== '') return;
    yield {
      path: name == null ? [] : ['name'],
      what: 'an option of the resolver has no name',
      happens: required('options', 'must not be empty'),
      fix: 'add its name, such as ndots',
    };
  },
};

function tooMany(field: string, list: readonly unknown[], rule: string): Report {
  return {
    path: [field],
    what: `the Pod has ${list.length} ${field}`,
    happens: invalid(field, list, rule),
    fix: 'leave those out that are needed least',
  };
}
