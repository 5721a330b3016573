import * as fs from 'node:fs';
import { DOMParser } from '@xmldom/xmldom';
import { Cli } from '../../test/cli';
import { asXml, fixtureObjects, mermaidProblems, xmlProblems } from '../../test/diagrams';
import { HOSTILE, spoiled } from '../../test/hostile';
import { aroundAll } from '../../test/scenes';
import { dotOf } from './dot';
import { mermaidOf } from './mermaid';
import { overviewScene } from './overview-scene';
import { podScene } from './pod-scene';
import { Scene } from './scene';

const documents = fixtureObjects();

function scenes(hostile: string): Scene[] {
  return documents.flatMap((each) => {
    const set = aroundAll(each.map((document) => spoiled(document, hostile)));
    const pods = set.set.workloads.map((workload) => podScene(workload, set, { denied: true }));
    return [overviewScene(set, hostile, { denied: true }), ...pods];
  });
}

test('Mermaid takes nothing in names and values for its own language', () => {
  const charts = HOSTILE.flatMap((hostile) => scenes(hostile).map(mermaidOf));
  expect(mermaidProblems(charts)).toEqual([]);
  for (const chart of charts) {
    // In quotes, there is nothing but plain characters and entities.
    for (const [, quoted] of chart.matchAll(/"([^"]*)"/g)) expect(quoted).toMatch(/^(?:[\w ./:@,()=-]|#\d+;|<br\/>)*$/);
    const shapes = chart.replace(/"[^"]*"/g, '""');
    expect(shapes).toMatch(/^[\w\s"[\](){}|.,;:#<>-]*$/);
  }
}, 120_000);

test('the labels for Graphviz are well-formed', () => {
  const labels = HOSTILE.flatMap(scenes).flatMap((scene) =>
    [...dotOf(scene).matchAll(/label=<(.*?)>(?:\]|, tooltip)/g)].map(([, label]) => label),
  );
  expect(labels.length).toBeGreaterThan(100);
  const broken = labels.filter((label) => xmlProblems(`<x>${label.replaceAll('&#160;', ' ')}</x>`).length > 0);
  expect(broken).toEqual([]);
}, 120_000);

describe('the command', () => {
  let cli: Cli;

  beforeAll(async () => {
    cli = await Cli.build();
  });

  afterAll(() => cli.remove());

  beforeEach(() => cli.clear());

  /** As JSON, since not all of this may be in YAML. */
  function write(name: string, objects: readonly unknown[], hostile: string): void {
    const items = objects.map((object) => spoiled(object, hostile));
    cli.write({ [name]: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) });
  }

  test('writes pages on which nothing is markup or runs', () => {
    const [namespace, sidecars] = documents;
    HOSTILE.forEach((hostile, index) => write(`${index}.json`, sidecars, hostile));
    write('namespace.json', namespace, HOSTILE.slice(0, 5).join(''));
    const { code, stdout, stderr } = cli.run(['diagram', '.', '--denied', '--format', 'html']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(xmlProblems(asXml(stdout))).toEqual([]);
    const page = new DOMParser().parseFromString(asXml(stdout), 'text/xml');
    const elements = [...page.getElementsByTagName('*')];
    const names = new Set(elements.map(({ tagName }) => tagName));
    expect([...names].filter((name) => /script|foreignObject|image|use|iframe|object|animate|set/i.test(name))).toEqual(
      [],
    );
    const attributes = elements.flatMap((element) => [...element.attributes]);
    expect(attributes.filter(({ name }) => /^on/i.test(name))).toEqual([]);
    const links = attributes.filter(({ name }) => /href|src/i.test(name)).map(({ value }) => value);
    expect(links.filter((link) => !/^#[a-z0-9-]+$/.test(link))).toEqual([]);
    expect(elements.filter(({ tagName }) => tagName === 'svg')).toHaveLength(HOSTILE.length + 5);
  }, 120_000);

  test('writes files that stay in their folder', () => {
    write('0.json', documents[0], '../../../etc/');
    const { code, stderr } = cli.run(['diagram', '.', '--format', 'png', '-o', 'out']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(fs.readdirSync(cli.folder).sort()).toEqual(['.git', '0.json', 'out']);
    expect(fs.readdirSync(`${cli.folder}/out`).sort()).toEqual([
      'cronjob-etc-guestbook-etc-backup.png',
      'deployment-etc-guestbook-etc-api.png',
      'deployment-etc-guestbook-etc-frontend.png',
      'overview.png',
      'statefulset-etc-guestbook-etc-database.png',
    ]);
  }, 60_000);
});
