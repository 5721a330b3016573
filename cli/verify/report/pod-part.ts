import { Html, html, list, table } from '../../html';
import { PodEvidence, verdictOf } from '../evidence';
import { Outcome } from '../expectations';

/** What was seen of a Pod, under headings of that level. */
export function podPart(pod: PodEvidence, level: 4 | 5): Html {
  const { state, timeline, outcomes, notLookedAt = [], causes, logs } = pod;
  const heading = (text: string) => (level === 4 ? html`<h4>${text}</h4>\n` : html`<h5>${text}</h5>\n`);
  const wrong = causes.map(({ where, what, fix, rule }): Html => {
    const more = rule !== undefined && html`<br>More: <code>sidecars explain ${rule}</code>`;
    return html`<strong>${where}</strong>: ${what}${fix !== undefined && html`<br>Fix: ${fix}`}${more}`;
  });
  const expected = [...outcomes.map(outcomePart), list(notLookedAt.map((title) => `Not looked at: ${title}`))];
  const moments = timeline.map(({ atMs, container = '(the Pod)', what }) => [seconds(atMs), container, what]);
  return html`<p>State: ${state}</p>
${wrong.length > 0 && [heading('What is wrong'), list(wrong)]}${heading('What is expected')}${
    outcomes.length + notLookedAt.length > 0 ? expected : html`<p>Nothing but that it runs.</p>\n`
  }${heading('What happened')}${table(['after', 'container', 'state'], moments)}${logs.map(({ container, lines }) => [
    heading(`Last lines of the log of ${container}`),
    lines.length > 0 ? block(lines.join('\n')) : html`<p>It is empty.</p>\n`,
  ])}`;
}

function outcomePart({ met, title, afterMs, command, seen }: Outcome): Html {
  const shown = `${command === undefined ? '' : `$ ${command}\n`}${seen}`;
  return html`<p>${mark(met ? 'true' : 'not true')} ${title} (after ${seconds(afterMs)})</p>\n${block(shown)}`;
}

/** Whether what is expected is true, where a Pod was up and looked at. */
export function mark(verdict: ReturnType<typeof verdictOf>): Html {
  return verdict === 'true' ? html`<span class="good">✓ true</span>` : html`<span class="bad">✗ ${verdict}</span>`;
}

/** A keyboard can only scroll what it can reach. */
export function block(content: string): Html {
  return html`<pre tabindex="0">${content}</pre>\n`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
