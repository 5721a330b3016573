import { Duration } from 'cdk8s';

const UNITS: readonly (readonly [string, number])[] = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
];

/** As Go and the Gateway API write a duration: a whole number of the largest unit that it is whole in. */
export function durationText(duration: Duration): string {
  const milliseconds = duration.toMilliseconds();
  const [unit, size] = UNITS.find(([, each]) => milliseconds > 0 && milliseconds % each === 0) ?? ['ms', 1];
  return milliseconds === 0 ? '0s' : `${milliseconds / size}${unit}`;
}
