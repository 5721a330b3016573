import * as kplus from 'cdk8s-plus-28';
import { describe, SidecarsError } from '../errors';
import { LABEL, NameForm, SHORT_NAME, SUBDOMAIN, WORKLOAD_NAME } from '../model/name-forms';
import { isPlaceholder } from '../model/placeholder';

const FORMS: { readonly [kind: string]: NameForm } = {
  StatefulSet: SHORT_NAME,
  CronJob: SHORT_NAME,
  Job: WORKLOAD_NAME,
};

/** Throws when the API server would reject the name or the namespace, or no Pods could be made with it. */
export function requireObjectName(host: kplus.AbstractPod): void {
  const { kind, name, metadata } = host;
  requireForm(host, `name of a ${kind}`, 'metadata.name', name, FORMS[kind] ?? SUBDOMAIN);
  if (metadata.namespace !== undefined) requireForm(host, 'namespace', 'a namespace', metadata.namespace, LABEL);
}

function requireForm(host: kplus.AbstractPod, what: string, property: string, name: string, form: NameForm): void {
  if (isPlaceholder(name)) return;
  const tooLong = name.length > form.longest;
  if (!tooLong && form.allows(name)) return;
  throw new SidecarsError({
    where: describe(host),
    what: `"${name}" is not a valid ${what}${tooLong ? `: it has ${name.length} characters` : ''}`,
    why: 'It becomes a part of DNS names and of labels, so the API server or the controller rejects it',
    fix: `pass ${property} of ${form.rule}`,
  });
}
