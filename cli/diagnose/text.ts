import { Diagnosis } from '../../lib/diagnosis/diagnosis';
import { Style } from '../format/format';
import { plural } from '../reported';
import { printable, wrap } from '../terminal';
import { diagnosesOf, PodResult, Result } from './result';

/** For people: each Pod that has trouble with the states of its containers, and what is wrong. */
export function* text(result: Result, style: Style): Iterable<string> {
  const { paint } = style;
  let between = '';
  for (const { pod, state, containers, diagnoses } of result.pods) {
    if (diagnoses.length === 0) continue;
    yield `${between}${paint('bold', printable(pod.toString()))}  ${paint('red', printable(state))}\n`;
    yield* statesOf(containers, style);
    for (const diagnosis of diagnoses) yield* diagnosisLines(diagnosis, style);
    between = '\n';
  }
  for (const diagnosis of result.others) {
    const { kind, namespace, name } = diagnosis;
    yield `${between}${paint('bold', printable(`${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`))}\n`;
    yield* diagnosisLines(diagnosis, style);
    between = '\n';
  }
  yield `${between}${summary(result, style)}\n`;
  const rule = diagnosesOf(result).find((diagnosis) => diagnosis.rule !== undefined)?.rule;
  if (rule !== undefined) yield `${paint('dim', `"sidecars explain ${rule}" tells more about a rule`)}\n`;
}

function* statesOf(containers: PodResult['containers'], { paint, width }: Style): Iterable<string> {
  if (containers.length < 2) return;
  const states = containers.map(({ name, state, ready }) => `${name} ${state}${ready ? '' : ' (not ready)'}`);
  for (const line of wrap(printable(`Containers: ${states.join(', ')}`), width - 2)) yield `  ${paint('dim', line)}\n`;
}

/** One diagnosis, indented. */
export function* diagnosisLines(diagnosis: Diagnosis, { paint, width }: Style): Iterable<string> {
  const { container, state, rule, object, path, cause, evidence, fix } = diagnosis;
  const subject = container === undefined ? diagnosis.kind : `container "${container}"`;
  const head = [
    paint('cyan', printable(subject)),
    paint('red', printable(state)),
    ...(rule === undefined ? [] : [rule]),
  ];
  yield `  ${head.join('  ')}\n`;
  if (path !== undefined) yield `    ${paint('dim', printable(`${path} of ${object}`))}\n`;
  const paragraphs = [['', cause], ...evidence.map((line) => ['Seen: ', line]), ['Fix: ', fix]] as const;
  for (const [label, sentence] of paragraphs) {
    const [first, ...rest] = wrap(`${label}${printable(sentence)}`, width - 4);
    yield `    ${label === '' ? '' : paint('bold', label)}${first.slice(label.length)}\n`;
    for (const line of rest) yield `      ${line}\n`;
  }
}

function summary(result: Result, { paint }: Style): string {
  const { length } = diagnosesOf(result);
  const unreadable = result.problems.length;
  const found = length === 0 ? 'nothing wrong' : plural(length, 'problem');
  const more = unreadable === 0 ? '' : `, ${plural(unreadable, 'unreadable input')}`;
  return paint(length === 0 ? 'green' : 'bold', `${found} in ${plural(result.pods.length, 'Pod')}${more}`);
}
