import { Workload } from '../../lib/model/workload';
import { Html, html } from '../html';
import { SourceDocument } from '../input/document';
import { Described } from './described';
import { evidenceWord } from './evidence-part';

/** As much as anyone searches for. */
const MOST_WORDS = 2000;

/** All workloads in a table that can be searched, with links to what is told of each. */
export function listPart(workloads: readonly Described[], verified: boolean): Html {
  const head = [
    'Workload',
    'Findings',
    'Pod Security',
    'CPU per Pod',
    'Memory per Pod',
    ...(verified ? ['Evidence'] : []),
  ];
  return html`<section aria-labelledby="workloads">
<h2 id="workloads" tabindex="-1">Workloads</h2>
${filters()}<p role="status" id="shown"></p>
<div class="scroll" tabindex="0" role="group" aria-label="Workloads"><table class="list">
<thead><tr>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
<tbody>
${workloads.map((workload) => row(workload, verified))}</tbody>
</table></div>
</section>
`;
}

/** Shown by the script: without it, there is nothing that they could do. */
function filters(): Html {
  return html`<form id="filters" role="search" hidden>
<label>Search <input type="search" id="search" autocomplete="off" aria-keyshortcuts="/"></label>
<label>Findings <select id="findings">
<option value="">all</option>
<option value="any">with findings</option>
<option value="error">with errors</option>
<option value="none">without findings</option>
</select></label>
<label>Pod Security <select id="level">
<option value="">all</option>
<option>privileged</option>
<option>baseline</option>
<option>restricted</option>
</select></label>
<details class="keys"><summary>Keyboard</summary>
<p><kbd>/</kbd> to the search, <kbd>Esc</kbd> clears it, <kbd>j</kbd> and <kbd>k</kbd> to the next workload and to the one before, <kbd>g</kbd> to this list</p>
<label><input type="checkbox" id="keys" checked> on</label>
</details>
</form>
`;
}

function row(described: Described, verified: boolean): Html {
  const { id, workload, severity, found, security, cpu, memory, seen } = described;
  const attributes = html`data-for="${id}" data-findings="${severity}" data-level="${security.level}" data-words="${wordsOf(described)}"`;
  const cells = [
    html`<span class="tag ${severity}">${found}</span>`,
    security.level,
    cpu,
    memory,
    ...(verified ? [evidenceWord(seen)] : []),
  ];
  return html`<tr ${attributes}><th scope="row"><a href="#${id}">${String(workload.object)}</a> <span class="place">${fileOf(workload)}</span></th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`;
}

function fileOf({ object }: Workload): string {
  return (object.origin as SourceDocument).file;
}

/** What a workload is found by: names, images, the file, and the rules that have found something. */
function wordsOf({ workload, findings, diagram }: Described): string {
  const { object, pod } = workload;
  const words = new Set([
    String(object),
    fileOf(workload),
    diagram.name,
    ...pod.containers.flatMap(({ name, image }) => [name, image?.text ?? '']),
    ...pod.volumes.map(({ name }) => name),
    ...findings.map(({ rule }) => rule),
  ]);
  return [...words].join(' ').toLowerCase().slice(0, MOST_WORDS);
}
