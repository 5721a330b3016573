/** What somebody may have named things, to break what they are written into. */
export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '--> <!-- ]]> <![CDATA[',
  '</style></title></desc></svg>',
  '`code` **bold** [link](javascript:alert(1)) # x',
  'a"] --> b[("c")]; click a "javascript:alert(1)"',
  'end\nsubgraph x\nclassDef default fill:red',
  '%%{init: {"theme": "dark"}}%%',
  '#quot;#35;&amp;&#0;&lt;',
  '\\N \\G \\E \\" \\',
  'line\nbreak\r\n\ttab',
  'Grüße 你好 שלום مرحبا 👩‍👩‍👧‍👦 \u202Etxet',
  '\uD800 \uFFFF \u0000 \u001B[31m',
  'x'.repeat(5000),
  '𝒳'.repeat(300),
  ' ',
  '{{ .Values.name }}',
  '__proto__',
];

/** What runs where it becomes markup, and sets `hit`. Diagrams leave out the middle of long ones, so some are short. */
export const SCRIPTS: readonly string[] = [
  '<svg onload=hit=1>',
  '<img src onerror=hit=1>',
  '"onfocus=hit=1 autofocus x="',
  '<script>window.hit=1</script>',
  '<img src=x onerror="window.hit=1">',
  '<svg onload=window.hit=1>',
  '"><img src="data:," onerror="window.hit=1">',
  "'><svg><animate onbegin='window.hit=1' attributeName=x dur=1s>",
  '" autofocus tabindex="0" onfocus="window.hit=1" onmouseover="window.hit=1',
  "' onclick='window.hit=1' onpointerenter='window.hit=1",
  'javascript:window.hit=1//',
  '<a href="javascript:window.hit=1">here</a>',
  '<a xlink:href="javascript:window.hit=1" href="javascript:window.hit=1"><text>here</text></a>',
  '</style><script>window.hit=1</script>',
  '</title></head><body onload="window.hit=1">',
  '</desc></svg><iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
  '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>window.hit=1</script></body></foreignObject>',
  '--></script><script>window.hit=1</script>',
  ']]><script>window.hit=1</script>',
  '&lt;script&gt;window.hit=1&lt;/script&gt;',
  '&#60;img src=x onerror=window.hit=1&#62;',
  '<meta http-equiv="refresh" content="0;url=javascript:window.hit=1">',
  '<style>@import "http://example.com/x.css";*{background:url(http://example.com/x.png)}</style>',
  '<link rel=stylesheet href=http://example.com/x.css><base href=http://example.com/>',
];

/** What Kubernetes' own words are; everything else is somebody's. */
const WORDS = new Set(['apiVersion', 'kind', 'operator', 'policyTypes', 'protocol', 'restartPolicy', 'type']);

/** Puts it before each text, so that what refers to something still does. */
export function spoiled(value: unknown, hostile: string): unknown {
  if (typeof value === 'string') return `${hostile}${value}`;
  if (Array.isArray(value)) return value.map((item) => spoiled(item, hostile));
  if (typeof value !== 'object' || value === null) return value;
  const keep = (key: string, item: unknown) => WORDS.has(key) && typeof item === 'string';
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const isData = /^(?:data|stringData|matchLabels|labels|annotations)$/.test(key) && typeof item === 'object';
      const spoiledItem = keep(key, item) || key === 'policyTypes' ? item : spoiled(item, hostile);
      if (!isData || spoiledItem === null) return [key, spoiledItem];
      return [key, Object.fromEntries(Object.entries(spoiledItem as object).map(([k, v]) => [`${hostile}${k}`, v]))];
    }),
  );
}
