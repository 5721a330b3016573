import { ArrowKind, BoxKind } from './scene';

/** A colour on a light page, and what takes its place on a dark one. No colour is there twice with another of the other. */
export interface Colour {
  readonly light: string;
  readonly dark: string;
}

const colour = (light: string, dark: string): Colour => ({ light, dark });

export const PAGE = colour('#ffffff', '#0d1117');
export const INK = colour('#1c2733', '#e6edf3');
export const MUTED = colour('#596673', '#9da9b5');
export const POD = { fill: colour('#f8fafb', '#141b23'), line: colour('#8795a1', '#66727e') };
export const NETWORK = { fill: colour('#eef3f7', '#1b2530'), line: colour('#9fb0c0', '#506070') };
export const NAMESPACE = { fill: colour('#fafbfc', '#11171e'), line: colour('#b4bfc9', '#46515c') };

/** A port that is declared is filled, one that is only known is not. */
export const PORT = {
  declared: { fill: colour('#27496d', '#a9cdf2'), text: colour('#fffffe', '#0e1b28') },
  known: { fill: colour('#fefefe', '#0e141b'), text: colour('#27496e', '#a9cdf3') },
  loopback: { fill: colour('#e3e6e9', '#333b44'), text: colour('#4a5560', '#c3ccd5') },
};

interface Pair {
  readonly fill: Colour;
  readonly line: Colour;
}

const NEUTRAL: Pair = { fill: colour('#fdfdfe', '#161d26'), line: colour('#687583', '#7c8a98') };

export const BOXES: { readonly [kind in BoxKind]: Pair } = {
  main: { fill: colour('#e3edff', '#15274a'), line: colour('#1f55c4', '#78a6ff') },
  sidecar: { fill: colour('#dcf4ee', '#0e322d'), line: colour('#0b7468', '#4ecbb8') },
  init: { fill: colour('#fdf0d8', '#38290d'), line: colour('#a85a06', '#eab15c') },
  volume: { fill: colour('#f0eafd', '#281e47'), line: colour('#6b35c9', '#b49bfa') },
  config: { fill: colour('#f3f2ee', '#25241f'), line: colour('#706958', '#b5ae9b') },
  secret: { fill: colour('#fde9f1', '#3d162a'), line: colour('#b51d5f', '#fa8dbb') },
  service: { fill: colour('#e2f1fa', '#0d2a3c'), line: colour('#1272a8', '#5fbdee') },
  route: { fill: colour('#e2f1fb', '#0d2a3d'), line: colour('#1272a9', '#5fbdef') },
  workload: { fill: colour('#eaf0fa', '#182338'), line: colour('#4a6799', '#8fb0e6') },
  peer: NEUTRAL,
};

export const ARROWS: { readonly [kind in ArrowKind]: Colour } = {
  write: colour('#6b35ca', '#b49bfb'),
  read: colour('#6b35cb', '#b49bfc'),
  traffic: colour('#1272aa', '#5fbdf0'),
  call: colour('#4b5a68', '#aab7c4'),
  allowed: colour('#17803d', '#56c97b'),
  denied: colour('#c01c1c', '#ff7b72'),
};

/** Every colour that is used, each once. */
export function allColours(): Colour[] {
  const pairs = [POD, NETWORK, NAMESPACE, ...Object.values(BOXES)].flatMap(({ fill, line }) => [fill, line]);
  const ports = Object.values(PORT).flatMap(({ fill, text }) => [fill, text]);
  const all = [PAGE, INK, MUTED, ...pairs, ...ports, ...Object.values(ARROWS)];
  return [...new Map(all.map((each) => [each.light, each])).values()];
}
