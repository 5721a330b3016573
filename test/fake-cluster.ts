import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { KubeObject } from '../lib/model/kube-object';
import { ManifestSet } from '../lib/model/manifest-set';
import { Data } from '../lib/model/values';
import { Workload } from '../lib/model/workload';
import { FakeKubectl } from './fake-kubectl';
import { Manifest } from './synth';

const PROGRAM = path.join(__dirname, 'fake-cluster-program.cjs');

export interface FakeSettings {
  /** As `kubectl config view -o json` prints it. */
  readonly config?: Data;
  /** How long a subcommand, or `dry-run`, goes on after it has done its work. */
  readonly slow?: { readonly [subcommand: string]: number };
  /** Whether namespaces get their default ServiceAccount. */
  readonly accounts?: boolean;
  /** Whether controllers may make Pods. */
  readonly controllers?: boolean;
  /** Of the objects that are to be stored at once, so many are. */
  readonly stopAfter?: number;
  /** What is said then. */
  readonly stopWith?: string;
}

/** A kubectl whose answers come from a cluster of its own, unless it is told what to answer. */
export class FakeCluster extends FakeKubectl {
  public constructor(private readonly home: string) {
    super(home);
    fs.writeFileSync(this.program, `#!${process.execPath}\nrequire(${JSON.stringify(PROGRAM)})(__dirname);\n`, {
      mode: 0o755,
    });
    this.reset();
  }

  /** As at the beginning: a namespace that is called default, and nothing said. */
  public reset(settings: FakeSettings = {}): void {
    this.answer();
    this.set(settings);
    this.write('inputs', '');
    this.write('objects', '[]');
    this.add(NAMESPACE, ACCOUNT);
  }

  /** From now on, with what is there. */
  public set(settings: FakeSettings): void {
    this.write('settings', JSON.stringify({ config: kubeconfig('kind-kind'), ...settings }));
  }

  public get objects(): Manifest[] {
    return JSON.parse(fs.readFileSync(path.join(this.home, 'objects'), 'utf8')) as Manifest[];
  }

  /** As in `Pod default/web`, without what is there from the beginning. */
  public get titles(): string[] {
    return this.objects
      .slice(2)
      .map(
        ({ kind, metadata: { name, namespace } }) => `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
      );
  }

  /** Somebody else's. */
  public add(...objects: readonly Data[]): void {
    this.write('objects', JSON.stringify([...this.objects, ...objects]));
  }

  /** The texts that were given to standard input. */
  public get inputs(): Manifest[] {
    const lines = fs.readFileSync(path.join(this.home, 'inputs'), 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  }
}

/** A cluster for all tests of a file, which is new for each of them, and what the kubectl of this process is meanwhile. */
export function useFakeCluster(): FakeCluster {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kubectl-'));
  const cluster = new FakeCluster(folder);
  beforeAll(() => {
    process.env['SIDECARS_KUBECTL'] = cluster.program;
  });
  afterAll(() => {
    delete process.env['SIDECARS_KUBECTL'];
    fs.rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => cluster.reset());
  return cluster;
}

const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', uid: 'default' } };
const ACCOUNT = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'default', namespace: 'default', uid: 'account' },
};

/** Of one context and one cluster, both of this name. */
export function kubeconfig(
  name: string,
  server = 'https://127.0.0.1:6443',
  cluster: Data = {},
  context: Data = {},
): Data {
  return {
    kind: 'Config',
    apiVersion: 'v1',
    preferences: {},
    clusters: [{ name, cluster: { server, 'certificate-authority-data': 'DATA+OMITTED', ...cluster } }],
    users: [{ name, user: { 'client-key-data': 'DATA+OMITTED' } }],
    contexts: [{ name, context: { cluster: name, user: name, ...context } }],
    'current-context': name,
  };
}

/** Objects as they were read, and those that make Pods. */
export function setOf(...manifests: readonly Data[]): { objects: KubeObject[]; workloads: Workload[] } {
  const objects = manifests.map((manifest) => new KubeObject(manifest));
  return { objects, workloads: [...new ManifestSet(objects).workloads] };
}
