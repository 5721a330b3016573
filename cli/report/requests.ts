import { KubernetesVersion } from '../../lib/kubernetes-version';
import { Pod } from '../../lib/model/pod';
import { amountText } from '../../lib/model/quantity';
import { largestRound, RequestTerms, requestTermsOf, resourcesOf, Round } from '../../lib/model/requests';
import { html, Piece, table } from '../html';

/** What every Pod needs, whether it says so or not. */
const ALWAYS = ['cpu', 'memory'];

/** As in `70m`. */
export function requested(pod: Pod, resource: string, version: KubernetesVersion): string {
  return amountOf(requestTermsOf(pod, resource, version), resource);
}

/** What the scheduler looks for room for, and the sums that it comes from. */
export function requestsPart(pod: Pod, version: KubernetesVersion): Piece {
  const rows = [...new Set([...ALWAYS, ...resourcesOf(pod)])].flatMap((resource): Piece[][] => {
    const terms = requestTermsOf(pod, resource, version);
    if (terms.amount === 0 && !ALWAYS.includes(resource)) return [];
    return [[resource, html`<strong>${amountOf(terms, resource)}</strong>`, formula(terms, resource)]];
  });
  return table(['resource', 'the Pod requests', 'as'], rows);
}

function amountOf({ amount }: RequestTerms, resource: string): string {
  return amount === 0 ? 'nothing' : amountText(amount, resource);
}

function formula(terms: RequestTerms, resource: string): Piece {
  const { rounds, said, overhead } = terms;
  const more = overhead > 0 && html`<br>and the overhead of its runtime class: ${amountText(overhead, resource)}`;
  if (said) return html`the Pod says it as a whole, in place of what its containers say${more}`;
  const largest = largestRound(rounds);
  if (rounds.length === 1 || largest.amount === 0) return html`${sum(largest, resource)}${more}`;
  const lines = rounds.map((round) => {
    const when = round.init ? `while ${round.init.name} starts the Pod` : 'while it runs';
    const text = html`${when}: ${sum(round, resource)}`;
    return round === largest ? html`<strong>${text}</strong>` : text;
  });
  return html`the most that is asked for at one time:${lines.map((line) => html`<br>${line}`)}${more}`;
}

/** As in `web 50m + logs 20m = 70m`. */
function sum({ parts, amount }: Round, resource: string): string {
  const asking = parts.filter((part) => part.amount > 0);
  if (asking.length === 0) return 'no container asks for any';
  const terms = asking.map((part) => `${part.container.name} ${amountText(part.amount, resource)}`).join(' + ');
  return asking.length === 1 ? terms : `${terms} = ${amountText(amount, resource)}`;
}
