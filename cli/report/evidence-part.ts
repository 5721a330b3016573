import { Html, html } from '../html';
import { isFine } from '../verify/evidence';
import { mark, podPart } from '../verify/report/pod-part';
import { Seen } from './evidence';

/** What the last run of `verify` has seen of a workload. */
export function evidencePart(seen: Seen | undefined): Html {
  if (!seen) return html`<p>It was not verified.</p>\n`;
  const { pod, startedAt, runtime, outdated } = seen;
  const warning =
    outdated && html`<p class="bad">Its manifest has changed since: this is what was seen of another one.</p>\n`;
  return html`${warning}<p>${mark(isFine(pod))}, verified ${startedAt} by ${runtime}</p>
<details${isFine(pod) ? '' : html` open`}>
<summary>What was seen</summary>
${podPart(pod, 5)}</details>
`;
}

/** As in the list of workloads. */
export function evidenceWord(seen: Seen | undefined): Html {
  if (!seen) return html`not verified`;
  if (seen.outdated) return html`<span class="bad">before it changed</span>`;
  return isFine(seen.pod) ? html`<span class="good">✓ verified</span>` : html`<span class="bad">✗ not true</span>`;
}
