import { Probe, ProbeKind } from '../../../lib/model/probe';
import { ContainerRecord } from './container-record';
import { Events } from './events';
import { attemptProbe, ProbeResult, Reach } from './probe-attempt';
import { watchProbe } from './probe-watch';
import { within } from './waiting';

const TITLES: { readonly [kind in ProbeKind]: string } = {
  startupProbe: 'Startup',
  readinessProbe: 'Readiness',
  livenessProbe: 'Liveness',
};

export interface ProbeSurroundings {
  readonly events: Events;
  /** While the container runs. */
  readonly signal: AbortSignal;
  /** As `performance.now()` tells the time. */
  readonly runningSince: number;
  reach(): Promise<Reach>;
  changed(): void;
  /** Ends the container, which is then started again as its restart policy says. */
  kill(probe: Probe): void;
}

/** Probes one run of a container, and keeps in its record whether it has started and is ready. */
export async function probeContainer(record: ContainerRecord, around: ProbeSurroundings): Promise<void> {
  const { container } = record;
  const [startup, readiness, liveness] = (['startupProbe', 'readinessProbe', 'livenessProbe'] as const).map((kind) =>
    container.probe(kind),
  );
  const { signal } = around;
  if (startup) {
    const over = within(signal);
    await watch(startup, record, around, over.signal, (success) => {
      if (success) record.start();
      else around.kill(startup);
      over.abort();
    });
  } else record.start();
  if (signal.aborted || !record.started) return;
  record.ready = !readiness;
  around.changed();
  await Promise.all([
    readiness &&
      watch(readiness, record, around, signal, (success) => {
        if (record.ready === success) return;
        record.ready = success;
        around.changed();
      }),
    liveness && watchLiveness(liveness, record, around),
  ]);
}

async function watchLiveness(probe: Probe, record: ContainerRecord, around: ProbeSurroundings): Promise<void> {
  const over = within(around.signal);
  await watch(probe, record, around, over.signal, (success) => {
    if (success) return;
    around.kill(probe);
    over.abort();
  });
}

async function watch(
  probe: Probe,
  { container }: ContainerRecord,
  around: ProbeSurroundings,
  signal: AbortSignal,
  decide: (success: boolean) => void,
): Promise<void> {
  const reach = await around.reach();
  const title = TITLES[probe.kind];
  await watchProbe({
    probe,
    signal,
    delayMs: probe.initialDelaySeconds * 1000 - (performance.now() - around.runningSince),
    attempt: () => attemptProbe(probe, container, reach),
    report: (result: ProbeResult) => {
      if (signal.aborted || result.kind === 'success') return;
      const message =
        result.kind === 'failure'
          ? `${title} probe failed: ${result.output}`
          : `${title} probe errored and resulted in unknown state: ${result.message}`;
      around.events.warning('Unhealthy', message, container);
    },
    decide: (success) => {
      if (!signal.aborted) decide(success);
    },
  });
}
