import { Service } from '../../../../lib/model/service';

/** The variables in which a Pod finds a Service of its namespace: those of Kubernetes, and those of Docker's links. */
export function serviceLinks({ name, ports }: Service, address: string): [string, string][] {
  const prefix = name.toUpperCase().replaceAll('-', '_');
  const known = ports.filter(({ port }) => port !== undefined);
  const [first] = known;
  if (!first) return [];
  const url = (protocol: string, port: number | undefined) => `${protocol.toLowerCase()}://${address}:${port}`;
  return [
    [`${prefix}_SERVICE_HOST`, address],
    [`${prefix}_SERVICE_PORT`, String(first.port)],
    ...known.flatMap(({ name: portName, port }): [string, string][] =>
      portName === undefined
        ? []
        : [[`${prefix}_SERVICE_PORT_${portName.toUpperCase().replaceAll('-', '_')}`, String(port)]],
    ),
    [`${prefix}_PORT`, url(first.protocol, first.port)],
    ...known.flatMap(({ port, protocol }): [string, string][] => {
      const link = `${prefix}_PORT_${port}_${protocol}`;
      return [
        [link, url(protocol, port)],
        [`${link}_PROTO`, protocol.toLowerCase()],
        [`${link}_PORT`, String(port)],
        [`${link}_ADDR`, address],
      ];
    }),
  ];
}
