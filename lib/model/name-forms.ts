/** What a name in Kubernetes may be. */
export interface NameForm {
  readonly longest: number;
  /** Whether a name that is not too long may be so. */
  readonly allows: (name: string) => boolean;
  /** How to write one. */
  readonly rule: string;
}

/** Whether the name is neither too long nor of another form. */
export function fits(name: string, { longest, allows }: NameForm): boolean {
  return name.length <= longest && allows(name);
}

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const IPV4 = /^(?:0*(?:25[0-5]|2[0-4]\d|1\d\d|\d{1,2})(?:\.(?!$)|$)){4}$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-\w.]*[A-Za-z0-9])?)?$/;

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const LABEL: NameForm = {
  longest: 63,
  allows: (name) => DNS_LABEL.test(name),
  rule: 'at most 63 lower-case letters, digits and "-", with a letter or digit at both ends',
};

export const STARTS_WITH_LETTER: NameForm = {
  longest: 63,
  allows: (name) => DNS_LABEL.test(name) && /^[a-z]/.test(name),
  rule: 'at most 63 lower-case letters, digits and "-", with a letter first and a letter or digit last',
};

export const SUBDOMAIN = subdomain(253);

/** Becomes a label of Pods. */
export const WORKLOAD_NAME = subdomain(63);

/** Becomes a label of Pods, or the name of something that does, with eleven more characters. */
export const SHORT_NAME = subdomain(52);

export const PORT: NameForm = {
  longest: 15,
  allows: (name) => DNS_LABEL.test(name) && /[a-z]/.test(name) && !name.includes('--'),
  rule: 'at most 15 lower-case letters, digits and single "-", with at least one letter, and no "-" at either end',
};

/** The value of a label. */
export const VALUE: NameForm = {
  longest: 63,
  allows: (value) => LABEL_VALUE.test(value),
  rule: 'at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
};

/** The name of a label or annotation. */
export const KEY: NameForm = {
  longest: 253 + 1 + 63,
  allows: isQualifiedName,
  rule: 'at most 63 letters, digits, "-", "_" and ".", after a DNS name and "/" if it has a prefix',
};

export const IP_ADDRESS: NameForm = {
  longest: 45,
  allows: isIpAddress,
  rule: 'an IPv4 or IPv6 address',
};

/**
 * Of an Ingress or an HTTPRoute.
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards
 */
export const HTTP_HOST: NameForm = {
  longest: 253,
  allows: (name) => SUBDOMAIN.allows(name.replace(/^\*\./, '')) && !isIpAddress(name),
  rule: 'a DNS name in lower case, without scheme, port and path, such as shop.example.com or *.example.com',
};

/** In the certificate of an Ingress, which may be for an address. */
export const TLS_HOST: NameForm = {
  ...HTTP_HOST,
  allows: (name) => SUBDOMAIN.allows(name.replace(/^\*\./, '')),
};

/** Of the resolver: underscores are allowed since 1.32. */
export const SEARCH_DOMAIN: NameForm = {
  longest: 253,
  allows: (name) => name === '.' || SUBDOMAIN.allows(name.replace(/\.$/, '').replaceAll('_', 'x')),
  rule: SUBDOMAIN.rule,
};

function subdomain(longest: number): NameForm {
  return {
    longest,
    allows: (name) => name.split('.').every((part) => DNS_LABEL.test(part)),
    rule: `at most ${longest} lower-case letters, digits, "-" and ".", with a letter or digit at both ends of each part`,
  };
}

function isQualifiedName(key: string): boolean {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  const prefixed = slash < 0 || fits(key.slice(0, slash), SUBDOMAIN);
  return prefixed && name !== '' && fits(name, VALUE);
}

/** Without the module of Node that knows it: taking that in would take longer than all that is asked of it. */
export function isIpAddress(text: string): boolean {
  return IPV4.test(text) || (/^[0-9a-f:.]+$/i.test(text) && text.includes(':') && URL.canParse(`http://[${text}]`));
}
