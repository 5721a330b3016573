import { Evidence, isFine, PodEvidence, SetEvidence } from '../evidence';
import { Outcome } from '../expectations';

/** The report as a person reads it, in the order of the tutorial's own chapter on verification. */
export function markdownOf(evidence: Evidence): string {
  const { ok, runtime, sidecars, startedAt, seconds, sets } = evidence;
  return [
    '# Verification',
    '',
    ok ? '**All that is expected is true.**' : '**Not all that is expected is true.**',
    '',
    ...table(
      ['what', ''],
      [
        ['started', startedAt],
        ['took', `${seconds.toFixed(1)} s`],
        ['runtime', runtime],
        ['cdk8s-sidecars', sidecars],
      ],
    ),
    ...sets.flatMap(setLines),
  ].join('\n');
}

function setLines({ title, files, objects, limits, pods }: SetEvidence): string[] {
  return [
    '',
    `## ${text(title)}`,
    '',
    'Applied:',
    '',
    ...files.map(({ file, sha256 }) => `- ${text(file)}, SHA-256 ${code(sha256)}`),
    ...objects.map((object) => `  - ${text(object)}`),
    ...(limits.length === 0 ? [] : ['', 'Not done by this runtime:', '', ...limits.map((limit) => `- ${text(limit)}`)]),
    ...pods.flatMap(podLines),
  ];
}

function podLines(pod: PodEvidence): string[] {
  const { workload, state, timeline, outcomes, notLookedAt = [], causes, logs, diagram } = pod;
  return [
    '',
    `### ${isFine(pod) ? '✓' : '✗'} ${text(workload)}`,
    '',
    `State: ${text(state)}`,
    '',
    ...fence('mermaid', diagram),
    ...(causes.length === 0 ? [] : ['', '#### What is wrong', '']),
    ...causes.flatMap(({ where, what, fix, rule }) => [
      `- **${text(where)}**: ${text(what)}`,
      ...(fix === undefined ? [] : [`  Fix: ${text(fix)}`]),
      ...(rule === undefined ? [] : [`  More: sidecars explain ${text(rule)}`]),
    ]),
    '',
    '#### What is expected',
    '',
    ...(outcomes.length + notLookedAt.length === 0 ? ['Nothing but that it runs.'] : outcomes.flatMap(outcomeLines)),
    ...notLookedAt.map((title) => `- Not looked at: ${text(title)}`),
    '',
    '#### What happened',
    '',
    ...table(
      ['after', 'container', 'state'],
      timeline.map(({ atMs, container = '(the Pod)', what }) => [`${(atMs / 1000).toFixed(1)} s`, container, what]),
    ),
    ...logs.flatMap(({ container, lines }) => [
      '',
      `#### Last lines of the log of ${text(container)}`,
      '',
      ...(lines.length === 0 ? ['It is empty.'] : fence('text', lines.join('\n'))),
    ]),
  ];
}

function outcomeLines({ met, title, afterMs, command, seen }: Outcome): string[] {
  return [
    `${met ? '✓' : '✗'} ${text(title)} (after ${(afterMs / 1000).toFixed(1)} s)`,
    '',
    ...fence('console', `${command === undefined ? '' : `$ ${command}\n`}${seen}`),
    '',
  ];
}

function table(head: string[], rows: readonly string[][]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => text(cell).replace(/\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** Longer than any fence in it. */
function fence(language: string, content: string): string[] {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return [`${ticks}${language}`, content, ticks];
}

function code(content: string): string {
  return `\`${content}\``;
}

/** What Markdown would take for markup is somebody's text here. */
function text(content: string): string {
  return content.replace(/[\\`*_[\]<>#]/g, '\\$&').replace(/\s+/g, ' ');
}
