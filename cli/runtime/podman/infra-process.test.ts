import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressIn, addressOf, infraPid } from './infra-process';

const folder = mkdtempSync(join(tmpdir(), 'infra-'));
const file = join(folder, 'watcher.pid');
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['the only child of who watches', 'sleep 60 & echo $!; wait', (child: number) => child],
  ['nobody, when there are several', 'sleep 60 & sleep 60 & echo $!; wait', () => undefined],
])('%s', async (_title, script, expected) => {
  const watcher = spawn('sh', ['-c', script], { detached: true });
  try {
    const [printed] = (await once(watcher.stdout, 'data')) as [Buffer];
    writeFileSync(file, String(watcher.pid));
    expect(infraPid(file)).toBe(expected(Number(printed)));
  } finally {
    process.kill(-watcher.pid!, 'SIGKILL');
  }
});

test('without a file, or with nobody in it, nothing is known', () => {
  expect(infraPid(join(folder, 'none'))).toBeUndefined();
  writeFileSync(file, '');
  expect(infraPid(file)).toBeUndefined();
});

test('the address is one that others can reach', () => {
  const routes = (address: string) => `Main:
        +-- 10.88.0.0/16 2 0 2
              |-- 10.88.0.0
                 /16 link UNICAST
              |-- ${address}
                 /32 host LOCAL
           |-- 10.88.255.255
              /32 link BROADCAST
           |-- 127.0.0.1
              /32 host LOCAL
`;
  expect(addressIn(routes('10.88.0.163'))).toBe('10.88.0.163');
  expect(addressIn(routes('127.0.0.2'))).toBeUndefined();
  expect(addressIn('')).toBeUndefined();
});

test('the address of this process is one of this machine', () => {
  const own = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  expect([undefined, ...own]).toContain(addressOf(process.pid));
});
