import { BROWSE } from 'bundled:browse';
import { KubernetesVersion } from '../../lib/kubernetes-version';
import { STYLE as DIAGRAM_STYLE, svgElement } from '../diagram/svg';
import { Html, html } from '../html';
import { figure, frameOf } from '../page';
import { plural, Report, Reported, summaryOf } from '../reported';
import { SetContents } from './contents';
import { Described, described } from './described';
import { SeenWorkloads } from './evidence';
import { Excerpts } from './excerpts';
import { otherFindingsPart } from './findings';
import { listPart } from './list-part';
import { rulePagesPart } from './rule-pages';
import { STYLE } from './style';
import { workloadPart } from './workload-part';

export interface PageOptions {
  readonly report: Report;
  readonly version: KubernetesVersion;
  readonly seen: SeenWorkloads | undefined;
  readonly excerpts: Excerpts;
  progress(text: () => string): void;
}

/** All that is known of manifests as one page. */
export async function pageOf(sets: readonly SetContents[], options: PageOptions): Promise<string[]> {
  const { report, version, seen } = options;
  const all = sets.map((set) => set.workloads.map((workload) => described(workload, version, seen)));
  const workloads = all.flat();
  const isListed = workloads.length > 1;
  const { start, end } = frameOf({
    title: 'Report',
    style: `${STYLE}\n${DIAGRAM_STYLE}`,
    ...(isListed ? { script: BROWSE } : {}),
  });
  const pieces = [
    html`${start}<h1>Report</h1>
<p class="summary">${summary(workloads, report)}</p>
${isListed && listPart(workloads, seen !== undefined)}`.text,
  ];
  let done = 0;
  for (const [index, set] of sets.entries()) {
    pieces.push(await opening(set, options));
    for (const workload of all[index]) {
      done++;
      options.progress(() => `drawing ${done} of ${workloads.length}`);
      pieces.push(await section(workload, options, isListed));
    }
    pieces.push('</section>\n');
  }
  const rules = new Set(report.findings.map(({ rule }) => rule));
  pieces.push(html`${configurationPart(report.findings, options.excerpts)}${rulePagesPart(rules)}${end}`.text);
  return pieces;
}

/** As in `3 workloads, 2 of them without findings. 1 error in 12 objects of 4 files`. */
function summary(workloads: readonly Described[], report: Report): string {
  const clean = workloads.filter(({ findings }) => findings.length === 0).length;
  return `${plural(workloads.length, 'workload')}, ${clean} without findings: ${summaryOf(report)}`;
}

/** What is told of manifests that are applied together, before their workloads. */
async function opening({ id, folder, overview, findings }: SetContents, { excerpts }: PageOptions): Promise<string> {
  const title = folder ?? (overview ? 'Overview' : 'Workload');
  const scene = overview?.scene();
  const drawn =
    scene && figure(await svgElement(scene), `Diagram: ${scene.title}${folder === undefined ? '' : ` of ${folder}`}`);
  const others = findings.length > 0 && [
    html`<h3>Findings in other objects</h3>\n`,
    otherFindingsPart(findings, excerpts),
  ];
  return html`<section class="set" aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${drawn}${others}`.text;
}

async function section(
  workload: Described,
  { version, excerpts, seen }: PageOptions,
  listed: boolean,
): Promise<string> {
  const scene = workload.diagram.scene();
  const svg = await svgElement(scene);
  return workloadPart(workload, { svg, title: scene.title, version, excerpts, listed, verified: seen !== undefined })
    .text;
}

/** What is wrong with the waivers of the configuration file. */
function configurationPart(findings: readonly Reported[], excerpts: Excerpts): Html | undefined {
  const own = findings.filter(({ object }) => object === undefined);
  if (own.length === 0) return undefined;
  return html`<section aria-labelledby="configuration">
<h2 id="configuration">Configuration</h2>
<h3>Findings in ${own[0].file}</h3>
${otherFindingsPart(own, excerpts)}</section>
`;
}
