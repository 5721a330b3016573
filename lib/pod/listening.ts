import * as kplus from 'cdk8s-plus-28';
import { ImageFacts } from '../images';
import { normalPath } from '../names';
import { PodContainerProps } from './container-props';
import { isPlainInit, Member } from './member';
import { Listener } from './port-table';

/** The ports of the props, in the order in which they are written to the YAML. */
export function declaredPorts({ portNumber, port, portName, ports = [] }: PodContainerProps): kplus.ContainerPort[] {
  const number = portNumber ?? port;
  return number === undefined ? [...ports] : [{ number, name: portName }, ...ports];
}

export function openListener(member: Member, port: kplus.ContainerPort): Listener {
  const { number, name, protocol, hostPort, hostIp } = port;
  return { ...listener(member, number, protocol), name, hostPort, hostIp };
}

export function loopbackListeners(member: Member): Listener[] {
  return (member.said.loopbackPorts ?? []).map(({ number, name, protocol }) => ({
    ...listener(member, number, protocol),
    name,
    loopback: true,
  }));
}

/** Listeners that the image has by itself, as long as the code overrides neither what it runs nor its configuration. */
export function impliedListeners(member: Member): Listener[] {
  const { container, facts } = member;
  if (!facts || isPlainInit(member) || container.command || container.args) return [];
  if (container.mounts.some(({ path }) => isConfiguration(path, facts))) return [];
  return (facts.ports ?? []).map(({ number, protocol, loopback = false }) => ({
    ...listener(member, number, protocol),
    loopback,
    implied: true,
  }));
}

/** Whether a mount there replaces what the image is configured with. */
export function isConfiguration(path: string, { configPaths = [] }: ImageFacts): boolean {
  const mounted = `${normalPath(path)}/`;
  return configPaths.some((config) => mounted.startsWith(`${config}/`) || config.startsWith(mounted));
}

function listener(member: Member, number: number, protocol = kplus.Protocol.TCP): Listener {
  const phase = isPlainInit(member) ? 'init' : member.native ? 'native' : 'regular';
  return { container: member.container.name, number, protocol, loopback: false, implied: false, phase };
}
