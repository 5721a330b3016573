// Reads a JSON list of flowcharts from standard input, and writes for each what Mermaid's own parser says: null, or its
// message. A process of its own, as Mermaid is a module and takes a page for granted.
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('');
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import('mermaid');
mermaid.initialize({ maxTextSize: 10_000_000, maxEdges: 100_000 });

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const results = [];
for (const text of JSON.parse(Buffer.concat(chunks).toString('utf8'))) {
  try {
    const { diagramType } = await mermaid.parse(text);
    results.push(diagramType === 'flowchart-v2' ? null : `it is a ${diagramType}`);
  } catch (error) {
    results.push(String(error.message ?? error));
  }
}
process.stdout.write(JSON.stringify(results));
