/** What keeps Kubernetes from reading a schedule, in its own words. */
export interface ScheduleProblem {
  readonly message: string;
  readonly fix: string;
}

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', least: 0, most: 59, names: [] },
  { name: 'hour', least: 0, most: 23, names: [] },
  { name: 'day of month', least: 1, most: 31, names: [] },
  {
    name: 'month',
    least: 1,
    most: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of week', least: 0, most: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const MACROS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const DURATION = /^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/;

/**
 * Undefined where Kubernetes reads it: as `ParseStandard` of the library that it uses, which differs from other crons.
 * @see https://github.com/robfig/cron/blob/v3.0.1/parser.go
 */
export function problemOfSchedule(schedule: string): ScheduleProblem | undefined {
  if (schedule.startsWith('@')) return problemOfMacro(schedule);
  const parts = schedule.trim().split(/\s+/).filter(Boolean);
  if (parts.length !== FIELDS.length) {
    return {
      message: `expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]`,
      fix: `write minute, hour, day of month, month and day of week${parts.length > 5 ? ', without seconds and years' : ''}`,
    };
  }
  for (const [index, field] of FIELDS.entries()) {
    for (const part of parts[index].split(',').filter(Boolean)) {
      const message = problemOfPart(part, field);
      if (message !== undefined) return { message, fix: fixOf(field) };
    }
  }
  return undefined;
}

function problemOfMacro(schedule: string): ScheduleProblem | undefined {
  if (MACROS.includes(schedule)) return undefined;
  const every = /^@every (.*)$/s.exec(schedule);
  if (!every) {
    return {
      message: `unrecognized descriptor: ${schedule}`,
      fix: `write one of ${MACROS.join(', ')}, or five fields`,
    };
  }
  return DURATION.test(every[1])
    ? undefined
    : { message: `failed to parse duration ${schedule}`, fix: 'write a duration with its unit, such as @every 1h30m' };
}

function problemOfPart(part: string, field: Field): string | undefined {
  const [range, step, ...slashes] = part.split('/');
  const [low, high, ...hyphens] = range.split('-');
  const all = low === '*' || low === '?';
  let [start, end] = [field.least, field.most];
  for (const text of [
    ...(all ? [] : [low, ...(high === undefined ? [] : [high])]),
    ...(step === undefined ? [] : [step]),
  ]) {
    const problem = problemOfNumber(text, text === step ? [] : field.names);
    if (problem !== undefined) return problem;
  }
  if (!all) {
    if (hyphens.length > 0) return `too many hyphens: ${part}`;
    start = numberIn(low, field);
    end = high !== undefined ? numberIn(high, field) : step === undefined ? start : field.most;
  }
  if (slashes.length > 0) return `too many slashes: ${part}`;
  if (start < field.least) return `beginning of range (${start}) below minimum (${field.least}): ${part}`;
  if (end > field.most) return `end of range (${end}) above maximum (${field.most}): ${part}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${part}`;
  if (step !== undefined && Number(step) === 0) return `step of range should be a positive number: ${part}`;
  return undefined;
}

function problemOfNumber(text: string, names: readonly string[]): string | undefined {
  if (/^\+?\d+$/.test(text) || names.includes(text.toLowerCase())) return undefined;
  if (/^-\d+$/.test(text)) return `negative number (${Number(text)}) not allowed: ${text}`;
  return `failed to parse int from ${text}: strconv.Atoi: parsing "${text}": invalid syntax`;
}

function numberIn(text: string, { names, least }: Field): number {
  const index = names.indexOf(text.toLowerCase());
  return index < 0 ? Number(text) : index + least;
}

function fixOf({ name, least, most, names }: Field): string {
  const words = names.length > 0 ? `, or ${names[0]} to ${names.at(-1)}` : '';
  const sunday = name === 'day of week' ? ', with 0 for Sunday' : '';
  return `for the ${name}, write "*" or numbers from ${least} to ${most}${sunday}${words}, with "-", "/" and "," between them`;
}
