import { KnownImage, KnownPort } from './known-image';

const INTRODUCTION = `# Known images

What is known about well-known images decides how the RESTRICTED security profile runs them, and what the checks are
sure of. \`ImageFacts.of('nginx:1.27-alpine')\` gives it in code, \`ImageFacts.register\` adds your own images or corrects
an entry.

- Of the variants of an image, the one with the longest pattern that the tag matches counts; the one without a pattern
  stands for all other tags, \`latest\` included.
- A digest without a tag does not tell the variant. Then only what holds for all of them is known.
- The images in a registry's copy of Docker Hub (\`public.ecr.aws/docker/library\`, \`mirror.gcr.io\`) count as the
  official ones. In any other registry, an image of the same name is taken for a likely copy, and what follows from that
  is a warning and no error.
- A dash means that there is none, a question mark that it is not known.

This page is written from the data: change that, then run \`UPDATE_DOCS=1 npx jest lib/images/images-page\`.
`;

const COLUMNS = ['image', 'tags', 'user', 'writable folders', 'ports', 'shell', 'source'];

/** The page on all known images, in Markdown. */
export function imagesPage(images: readonly KnownImage[]): string {
  return [INTRODUCTION, table([COLUMNS, ...images.map(row)]), '', '## Other names', '', ...otherNames(images), ''].join(
    '\n',
  );
}

function row(image: KnownImage): string[] {
  return [
    code(familiarName(image.repositories[0])),
    image.tagPattern === undefined ? 'all others' : code(image.tagPattern),
    user(image),
    list(writable(image)),
    list(image.ports?.map(port)),
    image.shell === undefined ? '?' : image.shell || '-',
    cell(image.source ?? '?'),
  ];
}

function otherNames(images: readonly KnownImage[]): string[] {
  const lines = images
    .filter(({ repositories }) => repositories.length > 1)
    .map(({ repositories: [usual, ...others] }) => `- ${code(familiarName(usual))}: ${others.map(code).join(', ')}`);
  return [...new Set(lines)];
}

/** The name people write: without what a missing registry stands for. */
function familiarName(repository: string): string {
  return repository.replace(/^docker\.io\/(library\/)?/, '');
}

function user({ user: number, group }: KnownImage): string {
  if (number === undefined) return '?';
  return group === undefined ? String(number) : `${number}:${group}`;
}

function writable({ writablePaths, dataPaths }: KnownImage): string[] | undefined {
  if (writablePaths === undefined) return undefined;
  return [...writablePaths.map(code), ...(dataPaths ?? []).map((path) => `${code(path)} (data)`)];
}

function port({ number, protocol, loopback }: KnownPort): string {
  const kind = protocol === undefined || protocol === 'TCP' ? '' : `/${protocol.toLowerCase()}`;
  return `${number}${kind}${loopback ? ' (loopback)' : ''}`;
}

function list(items: string[] | undefined): string {
  if (items === undefined) return '?';
  return items.length === 0 ? '-' : items.join(', ');
}

function code(text: string): string {
  return `\`${cell(text)}\``;
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}

/** Columns are padded, as the formatter would have them. */
function table(rows: string[][]): string {
  const widths = COLUMNS.map((_, column) => Math.max(3, ...rows.map((cells) => cells[column].length)));
  const [header, ...body] = rows.map((cells) => cells.map((text, column) => text.padEnd(widths[column])));
  const rule = widths.map((width) => '-'.repeat(width));
  return [header, rule, ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
