import { isLoopback, parseBind } from './bind';
import { CommandWord, Options } from './command-lines';
import type { Container } from './container';
import { Listener } from './listener';

/**
 * Where the Cloud SQL Auth Proxy listens: on 127.0.0.1 unless it is told otherwise, the server for health checks and the
 * one for administration included.
 * @see https://github.com/GoogleCloudPlatform/cloud-sql-proxy/blob/main/cmd/root.go
 */
export function cloudSqlProxy(line: readonly CommandWord[], { env }: Container, sure: boolean): Listener[] {
  const words = line.slice(1);
  const options = new Options(words);
  const said = (...flags: string[]): CommandWord | undefined => {
    const name = `CSQL_PROXY_${flags[0].slice(2).toUpperCase().replaceAll('-', '_')}`;
    const variable = env.find((candidate) => candidate.name === name);
    const option = options.value(...flags);
    return option ?? (variable && { text: variable.value ?? '?', path: [...variable.path, 'name'] });
  };
  const isOn = (flag: string) => (options.has(flag) || said(flag) !== undefined) && said(flag)?.text !== 'false';

  const at = (word: CommandWord | undefined, port: number, host: string | undefined): Listener => ({
    number: port,
    protocol: 'TCP',
    loopback: isLoopback(host ?? 'localhost'),
    from: 'argument',
    sure,
    path: word?.path ?? line[0].path,
  });
  const found: Listener[] = [];
  if (!isOn('--unix-socket') && !options.has('-u', '--fuse')) {
    const address = said('--address', '-a');
    const first = said('--port', '-p');
    // With one port, the instances take those that follow it.
    let next = portOf(first?.text);
    for (const word of words.filter(({ text }) => /^[^-][^:]*:[^:]+:[^:]+$/.test(text))) {
      const own = new URLSearchParams(word.text.split('?')[1]);
      const port = portOf(own.get('port')) ?? next;
      if (port !== undefined) found.push(at(own.has('port') ? word : first, port, own.get('address') ?? address?.text));
      if (!own.has('port') && next !== undefined) next++;
    }
  }
  if (isOn('--health-check') || isOn('--prometheus')) {
    const port = said('--http-port');
    found.push(at(port, portOf(port?.text) ?? 9090, said('--http-address')?.text));
  }
  if (isOn('--quitquitquit') || isOn('--debug')) {
    const port = said('--admin-port');
    found.push(at(port, portOf(port?.text) ?? 9091, undefined));
  }
  return found;
}

function portOf(text: string | null | undefined): number | undefined {
  return parseBind(text ?? '')?.port;
}
