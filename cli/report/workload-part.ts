import { KubernetesVersion } from '../../lib/kubernetes-version';
import { Html, html } from '../html';
import { SourceDocument } from '../input/document';
import { figure } from '../page';
import { Described } from './described';
import { evidencePart } from './evidence-part';
import { Excerpts } from './excerpts';
import { findingsPart } from './findings';
import { requestsPart } from './requests';
import { securityPart } from './security';

export interface WorkloadOptions {
  readonly svg: string;
  readonly title: string;
  readonly version: KubernetesVersion;
  readonly excerpts: Excerpts;
  /** Whether there is a list of all workloads. */
  readonly listed: boolean;
  /** Whether there is any evidence at all. */
  readonly verified: boolean;
}

/** All that is told of one workload. */
export function workloadPart(
  described: Described,
  { svg, title, version, excerpts, listed, verified }: WorkloadOptions,
): Html {
  const { id, workload, findings, security, seen } = described;
  const { object, pod } = workload;
  const { file, linesAbove } = object.origin as SourceDocument;
  return html`<section class="workload" id="${id}" aria-labelledby="${id}-title ${id}-place">
<h3 id="${id}-title" tabindex="-1">${String(object)}</h3>
<p class="place" id="${id}-place">${file}, from line ${linesAbove + 1}${listed && html` <a href="#workloads">to the list</a>`}</p>
${figure(svg, `Diagram: ${title}`)}<h4>Findings</h4>
${findings.length > 0 ? findingsPart(findings, excerpts) : html`<p>None.</p>\n`}<h4>Requests</h4>
${requestsPart(pod, version)}<h4>Pod Security</h4>
${securityPart(security, version)}${verified && html`<h4>Evidence</h4>\n${evidencePart(seen)}`}</section>
`;
}
