import { Container } from '../../lib/model/container';
import { Probe, ProbeKind } from '../../lib/model/probe';
import { textOf } from '../../lib/model/values';
import { beginning, shown } from './words';

const KINDS: { readonly [kind in ProbeKind]: string } = {
  startupProbe: 'started',
  readinessProbe: 'ready',
  livenessProbe: 'alive',
};

const LONGEST = 40;

/** As in `ready: GET :8080/healthz`, one line for each probe. */
export function probeLines(container: Container): string[] {
  return container.probes.map((probe) => `${KINDS[probe.kind]}: ${actionText(probe)}`);
}

function actionText({ handler, port, host, source, command }: Probe): string {
  const at = `${host === undefined ? '' : shown(host)}:${port === undefined ? '?' : shown(String(port))}`;
  switch (handler) {
    case 'httpGet': {
      const method = textOf(source['scheme'])?.toUpperCase() === 'HTTPS' ? 'HTTPS GET' : 'GET';
      return `${method} ${at}${beginning(textOf(source['path']) ?? '/', LONGEST)}`;
    }
    case 'tcpSocket':
      return `connect to ${at}`;
    case 'grpc':
      return `gRPC ${at}`;
    case 'exec':
      return beginning((command ?? []).join(' '), LONGEST);
    default:
      return 'nothing';
  }
}
