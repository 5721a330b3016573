import { Container } from '../../lib/model/container';
import { Pod } from '../../lib/model/pod';

/** A Pod as a Mermaid flowchart: its containers in the network that they share, and who mounts which volume. */
export function diagramOf(pod: Pod, title: string): string {
  const ids = new Map(pod.containers.map((container, index) => [container, `c${index}`]));
  const volumes = pod.volumes.filter(({ name }) => pod.usersOf(name).length > 0);
  return [
    'flowchart LR',
    `  subgraph pod["${label(title)}"]`,
    ...pod.containers.map((container) => `    ${ids.get(container)!}["${labelOf(container)}"]`),
    ...volumes.map(({ name, type }, index) => `    v${index}[("${label(name)}<br/>${label(type ?? 'volume')}")]`),
    '  end',
    ...volumes.flatMap(({ name }, index) =>
      pod.usersOf(name).map(({ container, mount }) => {
        const id = ids.get(container)!;
        return mount.writable
          ? `  ${id} -->|"${label(mount.folder)}"| v${index}`
          : `  v${index} -.->|"${label(mount.folder)}, read-only"| ${id}`;
      }),
    ),
  ].join('\n');
}

const ROLES = { main: 'container', init: 'init container', sidecar: 'native sidecar' };

function labelOf({ name, role, image, listeners }: Container): string {
  const ports = listeners.map(({ number, loopback }) => `${loopback ? '127.0.0.1' : ''}:${number}`);
  const parts = [`${ROLES[role]} ${name}`, image?.text ?? '', ports.length > 0 ? `listens on ${ports.join(', ')}` : ''];
  return parts
    .filter((part) => part !== '')
    .map(label)
    .join('<br/>');
}

/** What Mermaid takes for text, whatever is in it. */
function label(text: string): string {
  return text.replace(/[^\w\s./:@,()-]/g, (char) => `#${char.codePointAt(0)};`).replace(/\s+/g, ' ');
}
