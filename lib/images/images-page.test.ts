import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { imagesPage } from './images-page';
import { BUILT_IN } from './known';

const PAGE = join(__dirname, '../../docs/images.md');

test('docs/images.md shows the facts as they are', () => {
  const page = imagesPage(BUILT_IN);
  if (process.env.UPDATE_DOCS === '1') {
    mkdirSync(dirname(PAGE), { recursive: true });
    writeFileSync(PAGE, page);
  }

  expect(readFileSync(PAGE, 'utf8')).toEqual(page);
});

test('a row says what is known, what is not and what there is none of', () => {
  const page = imagesPage([
    {
      repositories: ['docker.io/library/web', 'quay.io/web/web'],
      tagPattern: 'a|b',
      user: 101,
      group: 101,
      writablePaths: ['/tmp'],
      dataPaths: ['/data'],
      ports: [{ number: 80 }, { number: 53, protocol: 'UDP' }, { number: 9901, loopback: true }],
      shell: '',
      source: 'example.com',
    },
    { repositories: ['docker.io/library/other'], writablePaths: [], ports: [], user: 1 },
    { repositories: ['docker.io/library/unknown'], dataPaths: ['/data'] },
  ]);

  expect(page.slice(page.indexOf('| image')).split('\n')).toEqual([
    '| image     | tags       | user    | writable folders       | ports                       | shell | source      |',
    '| --------- | ---------- | ------- | ---------------------- | --------------------------- | ----- | ----------- |',
    '| `web`     | `a\\|b`     | 101:101 | `/tmp`, `/data` (data) | 80, 53/udp, 9901 (loopback) | -     | example.com |',
    '| `other`   | all others | 1       | -                      | -                           | ?     | ?           |',
    '| `unknown` | all others | ?       | ?                      | ?                           | ?     | ?           |',
    '',
    '## Other names',
    '',
    '- `web`: `quay.io/web/web`',
    '',
  ]);
});
