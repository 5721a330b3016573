import { Pod } from '../../lib/model/pod';
import { bytesText, coresText } from '../../lib/model/quantity';
import { largestRound, requestOf, RequestTerms, requestTermsOf, Resource, Round } from '../../lib/model/requests';
import { html, Piece, table } from '../html';

const RESOURCES: readonly (readonly [Resource, string])[] = [
  ['cpu', 'CPU'],
  ['memory', 'memory'],
  ['ephemeral-storage', 'ephemeral storage'],
];

export function amountText(amount: number, resource: Resource): string {
  return resource === 'cpu' ? coresText(amount) : bytesText(amount);
}

/** What the scheduler looks for room for, and the sums that it comes from. */
export function requestsPart(pod: Pod): Piece {
  const rows = RESOURCES.flatMap(([resource, name]): Piece[][] => {
    const { amount } = requestOf(pod, resource);
    // Few say anything of it.
    if (amount === 0 && resource === 'ephemeral-storage') return [];
    const terms = requestTermsOf(pod, resource);
    return [
      [
        name,
        amount === 0 ? 'nothing' : html`<strong>${amountText(amount, resource)}</strong>`,
        formula(terms, resource),
      ],
    ];
  });
  return table(['resource', 'the Pod requests', 'as'], rows);
}

function formula(terms: RequestTerms, resource: Resource): Piece {
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
function sum({ parts, amount }: Round, resource: Resource): string {
  const asking = parts.filter((part) => part.amount > 0);
  if (asking.length === 0) return 'no container asks for any';
  const terms = asking.map((part) => `${part.container.name} ${amountText(part.amount, resource)}`).join(' + ');
  return asking.length === 1 ? terms : `${terms} = ${amountText(amount, resource)}`;
}
