import { findingsOf, placesOf } from '../../../test/checks';
import { KubernetesVersion } from '../../kubernetes-version';
import { cronSchedule as rule } from './cron-schedule';

function cronJob(schedule: unknown, kind = 'CronJob'): string {
  const spec = { schedule, jobTemplate: { spec: { template: {} } }, template: {} };
  return JSON.stringify({ apiVersion: 'batch/v1', kind, metadata: { name: 'nightly' }, spec });
}

test.each([
  ['0 0 0 * * *', 'expected exactly 5 fields, found 6: [0 0 0 * * *]'],
  ['* * *', 'expected exactly 5 fields, found 3: [* * *]'],
  [' @daily', 'expected exactly 5 fields, found 1: [@daily]'],
  ['@reboot', 'unrecognized descriptor: @reboot'],
  ['@Daily', 'unrecognized descriptor: @Daily'],
  ['@every 5', 'failed to parse duration @every 5'],
  ['60 * * * *', 'end of range (60) above maximum (59): 60'],
  ['0 24 * * *', 'end of range (24) above maximum (23): 24'],
  ['0 0 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['0 0 1 13 *', 'end of range (13) above maximum (12): 13'],
  ['0 0 * * 7', 'end of range (7) above maximum (6): 7'],
  ['0 0 * * fri-mon', 'beginning of range (5) beyond end of range (1): fri-mon'],
  ['0 0 * * monday', 'failed to parse int from monday: strconv.Atoi: parsing "monday": invalid syntax'],
  ['0 0 L * *', 'failed to parse int from L: strconv.Atoi: parsing "L": invalid syntax'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['*/5/5 * * * *', 'too many slashes: */5/5'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['*/-5 * * * *', 'negative number (-5) not allowed: -5'],
  ['0,5,x * * * *', 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
])('finds the schedule %s', (schedule, message) => {
  expect(findingsOf(rule, cronJob(schedule))).toMatchObject([
    {
      severity: 'error',
      path: ['spec', 'schedule'],
      what: `its schedule is "${schedule}"`,
      happens: `The API server rejects it: schedule: Invalid value: "${schedule}": ${message}`,
    },
  ]);
});

test.each([
  ['', 'write minute, hour, day of month, month and day of week'],
  ['0 0 0 * * *', 'write minute, hour, day of month, month and day of week, without seconds and years'],
  ['@reboot', 'write one of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly, or five fields'],
  ['@every day', 'write a duration with its unit, such as @every 1h30m'],
  ['60 * * * *', 'for the minute, write "*" or numbers from 0 to 59, with "-", "/" and "," between them'],
  [
    '0 0 * * 7',
    'for the day of week, write "*" or numbers from 0 to 6, with 0 for Sunday, or sun to sat, with "-", "/" and "," between them',
  ],
])('says how to write "%s"', (schedule, fix) => {
  expect(findingsOf(rule, cronJob(schedule))[0]?.fix).toBe(fix);
});

test('finds an empty schedule', () => {
  expect(findingsOf(rule, cronJob(''))).toMatchObject([
    { what: 'its schedule is empty', happens: 'The API server rejects it: schedule: Required value' },
  ]);
});

test('finds a time zone in the schedule from Kubernetes 1.29 on', () => {
  const yaml = cronJob('CRON_TZ=Europe/Berlin 0 3 * * *');
  expect(findingsOf(rule, yaml)).toMatchObject([
    {
      what: 'its schedule is "CRON_TZ=Europe/Berlin 0 3 * * *", and the time zone is no part of it',
      happens:
        'The API server rejects it: schedule: Invalid value: "CRON_TZ=Europe/Berlin 0 3 * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
      fix: 'write schedule: "0 3 * * *" and timeZone: Europe/Berlin',
    },
  ]);
  const before = { version: KubernetesVersion.parse('1.28', 'test') };
  expect(placesOf(rule, yaml, before)).toEqual([]);
  expect(placesOf(rule, cronJob('TZ=UTC 0 3 * *'), before)).toHaveLength(1);
});

test.each([
  '0 3 * * *',
  '*/5 * * * *',
  '0-30/10,45 0,12 1-15 jan-JUN mon-fri',
  '? ? ? ? ?',
  '5/15 * * * *',
  '*-5 * * * *',
  '  0   3 * * *  ',
  '+5 * * * *',
  '05 * * * 0',
  '@daily',
  '@every 1h30m',
  '@every 1.5h',
  '${SCHEDULE}',
  '{{ .Values.schedule }}',
])('is content with the schedule %s', (schedule) => expect(placesOf(rule, cronJob(schedule))).toEqual([]));

test('leaves what is no text and what is no CronJob alone', () => {
  for (const schedule of [undefined, null, 5, [], {}]) expect(placesOf(rule, cronJob(schedule))).toEqual([]);
  expect(placesOf(rule, cronJob('never', 'Job'))).toEqual([]);
});

const inZone = (timeZone: unknown) => {
  const job = JSON.parse(cronJob('@daily')) as { spec: object };
  return JSON.stringify({ ...job, spec: { ...job.spec, timeZone } });
};

test.each(['Europe/Berln', '', 'Local', '+01:00', 'CEST-ish'])('finds the time zone %j', (zone) => {
  const [finding] = findingsOf(rule, inZone(zone));
  expect(finding.path).toEqual(['spec', 'timeZone']);
  expect(finding.happens).toContain(`timeZone: Invalid value: "${zone}": `);
});

test.each([
  'Europe/Berlin',
  'UTC',
  'Etc/UTC',
  'Asia/Calcutta',
  'America/Argentina/Buenos_Aires',
  '${TZ}',
  undefined,
  5,
])('is content with the time zone %j', (zone) => expect(placesOf(rule, inZone(zone))).toEqual([]));
