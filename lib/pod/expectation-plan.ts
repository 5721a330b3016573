import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { App, Chart } from 'cdk8s';
import { sentence } from '../errors';
import type { PodComposition } from './pod-composition';

/** Names the file into which the expectations of an app are written when it has run. */
const PLAN_VARIABLE = 'SIDECARS_PLAN';
const named = process.env[PLAN_VARIABLE];
const file = named ? resolve(named) : undefined;

const withExpectations = new Set<PodComposition>();
let watching = false;

// As soon as the library is loaded, since an app can fail before it has made a Pod.
if (file) removeStale(file);

/** The plan is written when the process that has made Pods ends well: only then is the YAML there too. */
export function watchForPlan(): void {
  if (!file || watching) return;
  watching = true;
  process.once('exit', (code) => {
    if (code === 0) write(file);
  });
}

export function planFor(pod: PodComposition): void {
  withExpectations.add(pod);
}

/** The format is documented in docs/expectations.md. */
export function planOf(pods: PodComposition[]) {
  return {
    version: 1,
    pods: pods.map(({ host, expectations }) => ({
      outdir: App.of(host).outdir,
      chart: Chart.of(host).node.path,
      path: host.node.path,
      apiVersion: host.apiVersion,
      kind: host.kind,
      namespace: host.metadata.namespace,
      name: host.name,
      expectations: expectations.map((expectation) => expectation._toPlan()),
    })),
  };
}

/** Who reads the plan of an earlier run would take it for that of this one. */
function removeStale(plan: string): void {
  try {
    const found = statSync(plan);
    // A younger one is of an app that a process with the library in it has started, as the cdk8s CLI with its plugins does.
    if (found.isFile() && found.mtimeMs < performance.timeOrigin) rmSync(plan);
  } catch {
    // There is none, or it is said when it is written.
  }
}

function write(plan: string): void {
  try {
    mkdirSync(dirname(plan), { recursive: true });
    writeFileSync(plan, `${JSON.stringify(planOf([...withExpectations]), null, 2)}\n`);
  } catch (error) {
    const complaint = {
      where: PLAN_VARIABLE,
      what: `${named} cannot be written: ${(error as Error).message}`,
      why: 'The expectations of the app are to be there when it ends',
      fix: 'name a file in a folder that can be written to',
    };
    process.stderr.write(`${sentence(complaint)}\n`);
    process.exitCode = 1;
  }
}
