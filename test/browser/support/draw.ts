import { diagramsOf } from '../../../cli/diagram/diagrams';
import { pageOf } from '../../../cli/diagram/page';
import { svgOf } from '../../../cli/diagram/svg';
import { aroundAll } from '../../scenes';

export interface Drawn {
  readonly page: string;
  readonly pictures: readonly string[];
}

/** Objects as `sidecars diagram --denied` draws them, with pictures of the first and the last diagram. */
export async function draw(objects: readonly unknown[]): Promise<Drawn> {
  const diagrams = diagramsOf(aroundAll(objects).set, { denied: true });
  const page = await pageOf(diagrams, () => undefined);
  const ends = [diagrams[0], ...diagrams.slice(1).slice(-1)];
  return { page, pictures: await Promise.all(ends.map(({ scene }) => svgOf(scene()))) };
}
