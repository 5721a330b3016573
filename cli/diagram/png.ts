import { Scene } from './scene';
import { svgElement } from './svg';

/** Sharp on screens that have two points where others have one. */
const ZOOM = 2;
/** More than this is more memory than most machines give. */
const MOST_PIXELS = 80_000_000;
/** Programs refuse pictures that are longer. */
const LONGEST_SIDE = 30_000;

/**
 * A scene as a PNG, in the colours for light pages. The fonts are those that come with the command: with what is
 * installed, the same input would give another picture on each machine.
 */
export async function pngOf(scene: Scene): Promise<Uint8Array> {
  const [svg, { Resvg }, { FONTS }] = await Promise.all([svgElement(scene), resvg(), import('./fonts.js')]);
  const image = new Resvg(svg, {
    font: { fontBuffers: FONTS, defaultFontFamily: 'Arimo', sansSerifFamily: 'Arimo' },
    fitTo: { mode: 'zoom', value: zoomFor(svg) },
  });
  const rendered = image.render();
  const png = rendered.asPng();
  rendered.free();
  image.free();
  return png;
}

function zoomFor(svg: string): number {
  const [, width, height] = /width="([\d.]+)pt" height="([\d.]+)pt"/.exec(svg)!.map(Number);
  return Math.min(ZOOM, Math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / Math.max(width, height));
}

let loading: Promise<typeof import('@resvg/resvg-wasm')> | undefined;

async function load() {
  const [module, { default: wasm }] = await Promise.all([
    import('@resvg/resvg-wasm'),
    import('@resvg/resvg-wasm/index_bg.wasm'),
  ]);
  await module.initWasm(wasm);
  return module;
}

function resvg() {
  return (loading ??= load());
}
