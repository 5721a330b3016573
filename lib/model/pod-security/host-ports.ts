import { dataOf, listOf, numberOf } from '../values';
import { Control, faultOf, remove } from './control';
import { containersOf } from './subject';

export const hostPorts: Control = {
  name: 'Host Ports',
  level: 'baseline',
  find: (pod) =>
    containersOf(pod).flatMap((container) =>
      listOf(container.data['ports']).flatMap((port, index) => {
        const hostPort = numberOf(dataOf(port)['hostPort']) ?? 0;
        if (hostPort === 0) return [];
        const what = `it asks for port ${hostPort} of the node (hostPort)`;
        return [faultOf(container, ['ports', index, 'hostPort'], what, remove)];
      }),
    ),
};
