import * as kplus from 'cdk8s-plus-28';
import { sentence } from '../errors';
import { isConfiguration } from './listening';
import { isPlainInit, Member } from './member';
import type { PodComposition } from './pod-composition';

/** Variables with which a program may be told where to listen. */
const TELLING = /PORT|LISTEN|BIND|ADDR|HOST|CONF|OPT|ARG|FLAG|URL|PLUGIN/i;

/** Ports that are declared, and on which what the container runs does not listen as it is. */
export function closedPorts(pod: PodComposition): string[] {
  return pod.members.flatMap((member) => {
    const { container, facts } = member;
    if (!facts || container.ports.length === 0 || !runsAsItIs(member)) return [];
    const open = facts.ports!.map(({ number, protocol }) => portText(number, protocol));
    const closed = container.ports
      .map(({ number, protocol }) => portText(number, protocol))
      .filter((port) => !open.includes(port));
    if (closed.length === 0) return [];
    const folder = facts.configPaths?.[0];
    return sentence({
      where: pod.where(container.name),
      what: `it declares port ${closed.join(' and ')}, and its image listens on ${open.join(' and ')} as it is`,
      why: 'To declare a port does not make the process listen there, so whoever dialled it would be refused',
      fix: `declare port ${open.join(' and ')}, or make it listen there, with args${folder === undefined ? '' : ` or a configuration that is mounted at ${folder}`}`,
    });
  });
}

/** Nothing tells its program to do anything else than what the image is made for. */
function runsAsItIs(member: Member): boolean {
  const { container, facts, said } = member;
  if (isPlainInit(member) || container.command || container.args || said.lifecycle?.postStart) return false;
  if (!facts?.keepsRunning || !facts.ports?.length) return false;
  const { variables, sources } = container.env;
  if (sources.length > 0 || Object.keys(variables).some((name) => TELLING.test(name))) return false;
  // Where the configuration is need not be known.
  if (facts.configPaths === undefined) return container.mounts.length === 0;
  return !container.mounts.some(({ path }) => isConfiguration(path, facts));
}

function portText(number: number, protocol: kplus.Protocol = kplus.Protocol.TCP): string {
  return `${number}/${protocol}`;
}
