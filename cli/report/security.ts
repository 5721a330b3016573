import { KubernetesVersion } from '../../lib/kubernetes-version';
import { PodSecurity } from '../../lib/model/pod-security/pod-security';
import { Html, html, Piece, table } from '../html';

const PAGE = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/';

/** The level that a Pod reaches, and what keeps it from the next. */
export function securityPart({ level, kept }: PodSecurity, version: KubernetesVersion): Html {
  const next = level === 'privileged' ? 'baseline' : 'restricted';
  const keeping = kept.filter((violation) => violation.level === next);
  const rows = keeping.map(({ control, container, what, fix }): Piece[] => [
    control,
    container ?? 'the Pod',
    what,
    fix,
  ]);
  const standard = html`<a href="${PAGE}">Pod Security Standards</a> of Kubernetes ${String(version)}`;
  if (level === 'restricted')
    return html`<p>It reaches <strong>restricted</strong>, the highest level of the ${standard}.</p>\n`;
  return html`<p>It reaches <strong>${level}</strong> of the ${standard}. From <strong>${next}</strong> it is kept by:</p>
${table(['control', 'where', 'what', 'fix'], rows)}`;
}
