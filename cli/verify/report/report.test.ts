import { DOMParser } from '@xmldom/xmldom';
import { UsageError } from '../../failure';
import { Evidence, PodEvidence } from '../evidence';
import { reportWriter } from '.';

const POD: PodEvidence = {
  workload: 'Pod web',
  pod: 'web',
  up: true,
  state: 'nginx ready',
  timeline: [
    { atMs: 100, container: 'nginx', what: 'running and ready' },
    { atMs: 100, container: undefined, what: 'Ready' },
  ],
  outcomes: [
    {
      title: 'GET http://localhost from writer gives 200 with "Hello"',
      expectation: { type: 'log', container: 'writer', contains: 'x', withinSeconds: 1 },
      met: true,
      seen: 'status 200\nHello',
      answer: { status: 200, body: 'Hello' },
      command: 'podman exec web-writer wget -O - http://localhost',
      afterMs: 1234,
    },
  ],
  causes: [],
  logs: [
    { container: 'nginx', lines: ['"GET / HTTP/1.1" 200'] },
    { container: 'writer', lines: [] },
  ],
  diagram: 'flowchart LR',
};

function evidence(pod: Partial<PodEvidence> = {}, ok = true): Evidence {
  return {
    version: 1,
    sidecars: '0.1.0',
    runtime: 'podman 4.3.1',
    startedAt: '2026-01-01T00:00:00.000Z',
    seconds: 2.5,
    ok,
    sets: [
      {
        title: 'tutorial/web',
        files: [{ file: 'dist/web.yaml', sha256: 'abc' }],
        objects: ['Pod web'],
        limits: ['NetworkPolicies are not enforced'],
        pods: [{ ...POD, ...pod }],
        seconds: 2,
      },
    ],
  };
}

const WRONG: Partial<PodEvidence> = {
  up: false,
  outcomes: [],
  causes: [{ where: 'container nginx', what: 'it is killed', fix: 'raise the limit', rule: 'memory-limit' }],
};

/** What somebody could have named things to break the page. */
const HOSTILE = '</pre><script>alert(1)</script>"\'&`````|\u0000# *x*';

const hostile = evidence({
  ...WRONG,
  workload: HOSTILE,
  state: HOSTILE,
  timeline: [{ atMs: 1, container: HOSTILE, what: HOSTILE }],
  outcomes: POD.outcomes.map((outcome) => ({ ...outcome, title: HOSTILE, seen: HOSTILE, command: HOSTILE })),
  logs: [{ container: HOSTILE, lines: [HOSTILE] }],
  causes: [{ where: HOSTILE, what: HOSTILE, fix: HOSTILE, rule: HOSTILE }],
  diagram: HOSTILE,
});

describe('Markdown', () => {
  const markdown = reportWriter('report.md');

  test('has what was applied, expected and seen, in this order', () => {
    const text = markdown(evidence());
    const parts = [
      '**All that is expected is true.**',
      'dist/web.yaml, SHA-256 `abc`',
      '- NetworkPolicies are not enforced',
      '### ✓ Pod web',
      '✓ GET http://localhost from writer gives 200 with "Hello" (after 1.2 s)',
      '$ podman exec web-writer wget -O - http://localhost\nstatus 200\nHello',
      '| 0.1 s | (the Pod) | Ready |',
      '"GET / HTTP/1.1" 200',
      'It is empty.',
    ];
    const places = parts.map((part) => text.indexOf(part));
    expect(places.filter((place) => place < 0)).toEqual([]);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('says what is wrong', () => {
    const text = markdown(evidence(WRONG, false));
    expect(text).toContain('**Not all that is expected is true.**');
    expect(text).toContain(
      '- **container nginx**: it is killed\n  Fix: raise the limit\n  More: sidecars explain memory-limit',
    );
  });

  test('takes nothing in names and logs for markup', () => {
    const text = markdown(hostile);
    const [outside] = [text.replace(/^(`{3,})\w*\n[^]*?\n\1$/gm, '')];
    expect(outside).not.toMatch(/[^\\]<script/);
    expect(outside).not.toMatch(/[^\\]\*x\*/);
  });
});

describe('HTML', () => {
  const html = reportWriter('report.html');

  test('is one page that needs nothing else', () => {
    const text = html(evidence());
    expect(text).toContain('All that is expected is true.');
    expect(text).not.toMatch(/<(?:script|link|img|iframe)\b|url\(/);
  });

  test('takes nothing in names and logs for markup', () => {
    const text = html(hostile);
    expect(text).not.toContain('<script');
    expect(text).not.toContain('\0');
    const problems: string[] = [];
    const parser = new DOMParser({ onError: (level, message) => level !== 'warning' && problems.push(message) });
    const page = parser.parseFromString(
      text.replace('<!doctype html>', '').replace(/<meta[^>]*>|<br>/g, ''),
      'text/xml',
    );
    expect(problems).toEqual([]);
    expect([...page.getElementsByTagName('pre')].map(({ textContent }) => textContent)).toContain(
      HOSTILE.replace('\0', '\ufffd'),
    );
  });
});

test.each(['md', 'html'])('what was not looked at is told in .%s', (extension) => {
  const text = reportWriter(`report.${extension}`)(evidence({ ...WRONG, notLookedAt: ['<x> is there'] }, false));
  expect(text).toMatch(/Not looked at: (?:\\<x\\>|&lt;x&gt;) is there/);
  expect(text).not.toContain('Nothing but that it runs');
});

test('JSON is the evidence', () => {
  expect(JSON.parse(reportWriter('REPORT.JSON')(evidence()))).toMatchObject({ version: 1, ok: true });
});

test('another extension is refused', () => {
  expect(() => reportWriter('report.pdf')).toThrow(UsageError);
  expect(() => reportWriter('report.pdf')).toThrow('--report writes .md, .html, .json, and report.pdf is none of them');
});

test('what cannot be written is refused before the run', () => {
  expect(() => reportWriter('/nowhere/report.md')).toThrow(UsageError);
  expect(() => reportWriter('/nowhere/report.md')).toThrow(/^the report \/nowhere\/report\.md cannot be written: /);
});
