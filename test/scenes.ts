import { parseAllDocuments } from 'yaml';
import { overviewScene } from '../cli/diagram/overview-scene';
import { podScene, SceneOptions } from '../cli/diagram/pod-scene';
import { Box, boxesOf, End, groupsOf, Scene } from '../cli/diagram/scene';
import { Surroundings } from '../cli/diagram/surroundings';
import { objectsOf } from '../lib/model/kube-object';
import { ManifestSet } from '../lib/model/manifest-set';

/** The manifests of a text, as one set. */
export function around(yaml: string): Surroundings {
  return aroundAll(parseAllDocuments(yaml, { merge: true }).map((document): unknown => document.toJS()));
}

export function aroundAll(documents: readonly unknown[]): Surroundings {
  return new Surroundings(new ManifestSet(documents.flatMap((document) => objectsOf(document))));
}

/** The diagram of the first workload, or of that name. */
export function drawn(
  yaml: string,
  { workload, ...options }: SceneOptions & { readonly workload?: string } = {},
): Scene {
  const surroundings = around(yaml);
  const { workloads } = surroundings.set;
  return podScene(workloads.find(({ object }) => object.name === workload) ?? workloads[0], surroundings, options);
}

export function overview(yaml: string, options: SceneOptions = {}): Scene {
  return overviewScene(around(yaml), 'Overview', options);
}

export function boxNamed({ parts }: Scene, name: string): Box {
  const found = boxesOf(parts).find((box) => box.name === name);
  if (!found)
    throw new Error(
      `no ${name} among ${boxesOf(parts)
        .map((box) => box.name)
        .join(', ')}`,
    );
  return found;
}

/** As in `write: writer /content -> content`, in any order. */
export function arrows({ parts, arrows: all }: Scene): string[] {
  const boxes = boxesOf(parts);
  const groups = groupsOf(parts);
  const place = ({ id, row }: End) => {
    const box = boxes.find((each) => each.id === id);
    const text = [...(box?.left ?? []), ...(box?.right ?? [])].find((each) => each.id === row)?.text;
    const name = box?.name ?? groups.find((group) => group.id === id)?.kind ?? '?';
    return text === undefined ? name : `${name} ${text}`;
  };
  return all
    .map(({ kind, from, to, label }) => `${kind}: ${place(from)} -> ${place(to)}${label === '' ? '' : ` (${label})`}`)
    .sort();
}

/** The ports of a box as in `80 http` and `(8080 by its image)` and `[127.0.0.1:8081]`. */
export function ports({ left }: Box): string[] {
  return left.map(({ text, note, look }) => {
    const all = note === '' ? text : `${text} ${note}`;
    return look === 'known' ? `(${all})` : look === 'loopback' ? `[${all}]` : all;
  });
}
