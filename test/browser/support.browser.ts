import { axeViolations } from './support/axe';
import { withBrowser } from './support/browser';
import { harmOf } from './support/harm';
import { unreadableIn } from './support/look';

const open = withBrowser();

const PLAIN = '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1></main>';

test('a page that only shows itself does nothing', async () => {
  const opened = await open(`${PLAIN}<a href="#here">x</a><img src="x.svg" alt="x"><p id="here">y</p>`, {
    files: { 'x.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' },
  });
  expect(await harmOf(opened)).toEqual([]);
});

test.each([
  ['<img src="http://example.com/x.png">', 'asks for http://example.com/x.png'],
  ['<img src="other.png">', /^asks for file:.*other\.png$/],
  ['<style>@import "https://example.com/x.css"</style>', 'asks for https://example.com/x.css'],
  ['<iframe srcdoc="x"></iframe>', 'has a frame'],
  ['<script>alert(1)</script>', 'shows a dialog: 1'],
  ['<script>throw new Error("no")</script>', 'throws no'],
  ['<script>console.info("x")</script>', 'logs info: x'],
  ['<script>open("about:blank")</script>', 'opens about:blank'],
])('%s is noticed', async (markup, trouble) => {
  const { watch } = await open(PLAIN + markup);
  expect(await watch.troubles()).toContainEqual(
    typeof trouble === 'string' ? trouble : (expect.stringMatching(trouble) as unknown),
  );
});

test.each([
  '<script>hit=1</script>',
  '<img src="data:," onerror="hit=1">',
  '<svg onload="hit=1">',
  '<p onclick="hit=1">',
  '<p onmouseover="hit=1">',
])('%s is a script', async (markup) => {
  const opened = await open(`${PLAIN}\n\n${markup}`);
  expect(await harmOf(opened)).toEqual(['runs page.html:3', 'is hit']);
});

test('a link that is a script is followed', async () => {
  expect(await harmOf(await open(`${PLAIN}<a href="javascript:window.hit=1">x</a>`))).toEqual(['is hit']);
});

test('what axe has against a page is told with the element', async () => {
  const { page } = await open(`${PLAIN}<main><img src="data:,"></main>`);
  expect(await axeViolations(page)).toContainEqual(expect.stringMatching(/^image-alt .*<img src="data:,">/));
});

test.each([
  ['<text x="10" y="30" fill="#777">faint</text>', 'faint: contrast 3.30'],
  ['<text x="10" y="30" textLength="100">wider than this</text>', 'wider than this: wider than what it is in'],
  ['<text x="190" y="30">beyond</text>', 'beyond: cut off'],
  ['<text x="10" y="90">on nothing</text>', 'on nothing: nothing behind it'],
])('%s cannot be read', async (text, why) => {
  const { page } = await open(
    `${PLAIN}<svg width="200" height="100"><path d="M0 0h80v60h-80z" fill="#ddd"/><text x="10" y="30">fine</text>${text}</svg>`,
  );
  expect(await unreadableIn(page)).toEqual([why]);
});
