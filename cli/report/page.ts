import { createHash } from 'node:crypto';
import { BROWSE } from 'bundled:browse';
import { KubernetesVersion } from '../../lib/kubernetes-version';
import { STYLE as DIAGRAM_STYLE, svgElement } from '../diagram/svg';
import { Html, html } from '../html';
import { plural, Report, Reported, summaryOf } from '../reported';
import { SetContents } from './contents';
import { Described, described } from './described';
import { SeenWorkloads } from './evidence';
import { Masks } from './excerpt';
import { otherFindingsPart } from './findings';
import { listPart } from './list-part';
import { rulePagesPart } from './rule-pages';
import { STYLE } from './style';
import { figure, workloadPart } from './workload-part';

export interface PageOptions {
  readonly report: Report;
  readonly version: KubernetesVersion;
  readonly seen: SeenWorkloads | undefined;
  /** What Secrets hold is not shown. */
  readonly masks: Masks;
  progress(text: () => string): void;
}

/** All that is known of manifests as one page that needs nothing else, and lets nothing else in. */
export async function pageOf(sets: readonly SetContents[], options: PageOptions): Promise<string[]> {
  const { report, version, seen } = options;
  const all = sets.map((set) => set.workloads.map((workload) => described(workload, version, seen)));
  const workloads = all.flat();
  const pieces = [
    html`${head()}<h1>Report</h1>
<p class="summary">${summary(workloads, report)}</p>
${workloads.length > 1 && listPart(workloads, seen !== undefined)}`.text,
  ];
  let done = 0;
  for (const [index, set] of sets.entries()) {
    pieces.push(await opening(set, options));
    for (const workload of all[index]) {
      done++;
      options.progress(() => `drawing ${done} of ${workloads.length}`);
      pieces.push(await section(workload, options, workloads.length > 1));
    }
    pieces.push('</section>\n');
  }
  const rules = new Set(report.findings.map(({ rule }) => rule));
  pieces.push(
    html`${configurationPart(report.findings, options.masks)}${rulePagesPart(rules)}</main>
${workloads.length > 1 && html`<script>${new Html(BROWSE)}</script>\n`}</body>
</html>
`.text,
  );
  return pieces;
}

function head(): Html {
  const hash = createHash('sha256').update(BROWSE).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; form-action 'none'; base-uri 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Report</title>
<style>
${new Html(STYLE)}
${new Html(DIAGRAM_STYLE)}
</style>
</head>
<body>
<main>
`;
}

/** As in `3 workloads, 2 of them without findings. 1 error in 12 objects of 4 files`. */
function summary(workloads: readonly Described[], report: Report): string {
  const clean = workloads.filter(({ findings }) => findings.length === 0).length;
  return `${plural(workloads.length, 'workload')}, ${clean} without findings: ${summaryOf(report)}`;
}

/** What is told of manifests that are applied together, before their workloads. */
async function opening({ id, folder, overview, findings }: SetContents, { masks }: PageOptions): Promise<string> {
  const title = folder ?? (overview ? 'Overview' : 'Workload');
  const scene = overview?.scene();
  const drawn =
    scene && figure(await svgElement(scene), folder === undefined ? scene.title : `${scene.title} of ${folder}`);
  const others = findings.length > 0 && [
    html`<h3>Findings in other objects</h3>\n`,
    otherFindingsPart(findings, masks),
  ];
  return html`<section class="set" aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${drawn}${others}`.text;
}

async function section(workload: Described, { version, masks, seen }: PageOptions, listed: boolean): Promise<string> {
  const scene = workload.diagram.scene();
  const svg = await svgElement(scene);
  return workloadPart(workload, { svg, title: scene.title, version, masks, listed, verified: seen !== undefined }).text;
}

/** What is wrong with the waivers of the configuration file. */
function configurationPart(findings: readonly Reported[], masks: Masks): Html | undefined {
  const own = findings.filter(({ object }) => object === undefined);
  if (own.length === 0) return undefined;
  return html`<section aria-labelledby="configuration">
<h2 id="configuration">Configuration</h2>
<h3>Findings in ${own[0].file}</h3>
${otherFindingsPart(own, masks)}</section>
`;
}
