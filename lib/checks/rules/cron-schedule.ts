import { KubernetesVersion } from '../../kubernetes-version';
import { isPlaceholder } from '../../model/placeholder';
import { problemOfSchedule } from '../../model/schedule';
import { textOf } from '../../model/values';
import { PodReport, podRule } from '../rule';

/** Before, it was accepted with a warning. */
const NO_TIME_ZONE = KubernetesVersion.parse('1.29', 'cron-schedule');

/** Kubernetes reads schedules with five fields, in its own dialect of cron. */
export const cronSchedule = podRule(
  {
    id: 'cron-schedule',
    severity: 'error',
    title: 'a schedule of a CronJob that Kubernetes does not read',
    sources: [
      'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax',
      'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#unsupported-timezone-specification',
      'https://github.com/robfig/cron/blob/v3.0.1/parser.go',
    ],
  },
  function* ({ workload }, { version }) {
    if (workload.kind !== 'CronJob') return;
    yield* ofTimeZone(workload.object.spec['timeZone']);
    const schedule = textOf(workload.object.spec['schedule']);
    // What is missing or no text is a matter of the schema.
    if (schedule === undefined || isPlaceholder(schedule)) return;
    const path = ['spec', 'schedule'];
    const zone = /^(?:CRON_)?TZ=(\S+)\s+(.*)$/.exec(schedule);
    if (schedule.includes('TZ') && version.atLeast(NO_TIME_ZONE)) {
      yield {
        path,
        what: `its schedule is "${schedule}", and the time zone is no part of it`,
        happens: `The API server rejects it: schedule: Invalid value: "${schedule}": cannot use TZ or CRON_TZ in schedule, use timeZone field instead`,
        fix: zone ? `write schedule: "${zone[2]}" and timeZone: ${zone[1]}` : 'write the time zone to timeZone',
      };
      return;
    }
    const problem = problemOfSchedule(zone?.[2] ?? schedule);
    if (!problem) return;
    yield {
      path,
      what: schedule === '' ? 'its schedule is empty' : `its schedule is "${schedule}"`,
      happens:
        schedule === ''
          ? 'The API server rejects it: schedule: Required value'
          : `The API server rejects it: schedule: Invalid value: "${schedule}": ${problem.message}`,
      fix: problem.fix,
    };
  },
);

function* ofTimeZone(value: unknown): Iterable<PodReport> {
  const zone = textOf(value);
  if (zone === undefined || isPlaceholder(zone) || isTimeZone(zone)) return;
  yield {
    path: ['spec', 'timeZone'],
    what: zone === '' ? 'its timeZone is empty' : `its timeZone "${zone}" is none`,
    happens: `The API server rejects it: timeZone: Invalid value: "${zone}": ${zone === '' ? 'timeZone must be nil or non-empty string' : `unknown time zone ${zone}`}`,
    fix: 'write a name of the IANA time zone database, such as Europe/Berlin, or leave it out',
  };
}

/** The names of the database, of which the API server has that of its own system. */
function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone) || zone === 'Local') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
