import { Html, html } from '../html';
import { verdictOf } from '../verify/evidence';
import { mark, podPart } from '../verify/report/pod-part';
import { Seen } from './evidence';

/** What the last run of `verify` has seen of a workload. */
export function evidencePart(seen: Seen | undefined): Html {
  if (!seen) return html`<p>It was not verified.</p>\n`;
  const { pod, startedAt, runtime, changed } = seen;
  const verdict = verdictOf(pod);
  return html`${warningOf(seen)}<p>${mark(verdict)}, verified ${startedAt} by ${runtime}</p>
<details${verdict === 'true' && changed.length === 0 ? '' : html` open`}>
<summary>What was seen</summary>
${podPart(pod, 5)}</details>
`;
}

function warningOf({ changed, ownChanged }: Seen): Html | undefined {
  if (ownChanged)
    return html`<p class="bad">Its manifest has changed since: this is what was seen of another one.</p>\n`;
  if (changed.length === 0) return undefined;
  return html`<p class="bad">What it was applied with has changed since: ${changed.join(', ')}.</p>\n`;
}

/** As in the list of workloads. */
export function evidenceWord(seen: Seen | undefined): Html {
  if (!seen) return html`not verified`;
  if (seen.ownChanged || seen.changed.length > 0) return html`<span class="bad">before it changed</span>`;
  const verdict = verdictOf(seen.pod);
  return verdict === 'true' ? html`<span class="good">✓ verified</span>` : html`<span class="bad">✗ ${verdict}</span>`;
}
