import { Podman } from '../podman';
import { Run } from '../run';

interface InspectedNetwork {
  readonly subnets: readonly { readonly subnet: string }[];
}

/** Makes a private network for a run. Returns its subnet. */
export async function createNetwork(podman: Podman, run: Run): Promise<string> {
  const labels = run.labels('').flatMap((label) => ['--label', label]);
  await podman.run(['network', 'create', '--disable-dns', ...labels, run.id]);
  const text = await podman.run(['network', 'inspect', run.id]);
  const [{ subnets }] = JSON.parse(text) as InspectedNetwork[];
  return subnets[0].subnet;
}
