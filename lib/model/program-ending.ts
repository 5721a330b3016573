import { shellCallOf } from './script';

/**
 * Whether something that runs comes to its end by itself. `lasts`: it never does. `unknown`: that cannot be told, or it
 * takes so long that nobody would call it an end.
 */
export type Ending = 'ends' | 'lasts' | 'unknown';

/** After ten minutes the kubelet forgets about earlier restarts. */
const LONG_SECONDS = 600;
const FOREVER_SECONDS = 30 * 24 * 3600;

const ENDING =
  words(`: [ [[ apk apt apt-get base64 basename cat cd chgrp chmod chown cmp command cp curl cut date df diff
  dig dirname dnf du echo egrep envsubst expr export false fgrep find free git grep gunzip gzip head host hostname id jq
  kill killall ln local ls md5sum microdnf mkdir mkfifo mktemp mv mysqladmin nslookup pg_dump pg_isready pgrep pip pip3
  pkill printenv printf ps pwd read readlink readonly realpath rm rmdir rsync sed seq set sha256sum shift sort stat sync
  tar tee test touch tr trap true ulimit umask uname uniq unset unzip wc wget whoami yum zip`);
const LASTING = words(`alertmanager apache2-foreground envoy fluent-bit fluentd grafana-server gunicorn haproxy
  httpd-foreground mariadbd memcached mongod mysqld node_exporter postgres prometheus redis-server uvicorn
  valkey-server`);
/** Read what to do from standard input, which is closed, when they are not told by their words. */
const INTERPRETERS = words('ash bash dash irb jshell lua node perl php python python3 ruby sh');
const BINARIES = /^(?:\/usr)?(?:\/local)?\/s?bin\/|^\/busybox\//;

/** Filters that run as long as there is something to read. */
const FILTERS = words('awk cat cut egrep fgrep grep jq sed tee tr');

export function nameOf(program: string): string | undefined {
  const name = program.replace(BINARIES, '');
  return name === '' || name.includes('/') ? undefined : name;
}

/** The words without those in front that only start another program. */
export function unwrapped(line: readonly string[]): readonly string[] {
  let at = 0;
  for (;;) {
    switch (nameOf(line[at] ?? '')) {
      case 'command':
        if (line[at + 1]?.startsWith('-')) return line.slice(at);
        at++;
        break;
      case 'busybox':
      case 'dumb-init':
      case 'env':
      case 'exec':
      case 'nohup':
      case 'sudo':
      case 'tini':
      case 'time':
        at++;
        while (/^-|^\w+=/.test(line[at] ?? '')) at++;
        break;
      case 'gosu':
      case 'su-exec':
        at += 2;
        break;
      default:
        return line.slice(at);
    }
  }
}

export function endingOfProgram(line: readonly string[], endingOfScript: (script: string) => Ending): Ending {
  const said = unwrapped(line);
  const [program = '', ...rest] = said;
  const name = nameOf(program);
  if (name === undefined) return 'unknown';
  const call = shellCallOf(said.map((text) => ({ text, path: [] })));
  if (call?.script) return call.takesScript ? endingOfScript(call.script.text) : 'unknown';
  if (INTERPRETERS.has(name) && rest.every((word) => /^(-[ilu]|-V|--version)$/.test(word))) return 'ends';
  if (name === 'redis-server' && /(?:^| )--daemonize yes(?: |$)/.test(rest.join(' '))) return 'ends';
  if (LASTING.has(name))
    return rest.some((word) => /^--?(v|V|t|c|h|test|check.*|help|version|validate.*|mode)$/.test(word))
      ? 'unknown'
      : 'lasts';
  switch (name) {
    case 'sleep':
      return endingOfSleep(rest);
    case 'timeout': {
      const at = rest.findIndex((word) => /^[\d.]+[smhd]?$/.test(word));
      return secondsOf(rest.slice(at, at + 1)) < LONG_SECONDS ? 'ends' : 'unknown';
    }
    case 'tail':
      if (rest.some((word) => word.startsWith('--pid'))) return 'unknown';
      return rest.some((word) => /^-[a-z0-9]*[fF]|^--follow/.test(word)) ? 'lasts' : 'ends';
    case 'nginx':
      return /daemon\s+off/.test(rest.join(' ')) ? 'lasts' : 'unknown';
    case 'ping':
      return rest.some((word) => /^-[a-zA-Z]*[cw]/.test(word)) ? 'ends' : 'lasts';
    case 'npm':
    case 'yarn':
      return /^(ci|install|i|--version)$/.test(rest[0] ?? '') ? 'ends' : 'unknown';
    case 'python':
    case 'python3':
      return rest.includes('-m') && /^(http\.server|SimpleHTTPServer)$/.test(rest[rest.indexOf('-m') + 1])
        ? 'lasts'
        : 'unknown';
    case 'caddy':
      return rest[0] === 'run' ? 'lasts' : 'unknown';
    case 'httpd':
    case 'apachectl':
      return rest.some((word) => /^(-X|-D?FOREGROUND|-[a-z]*f[a-z]*)$/.test(word)) ? 'lasts' : 'unknown';
    case 'nc':
    case 'netcat':
      if (rest.some((word) => /^-[a-z]*(lk|kl|ll)/.test(word))) return 'lasts';
      return rest.some((word) => /^-[a-z]*l/.test(word))
        ? 'unknown'
        : rest.some((word) => /^-[a-z]*z/.test(word))
          ? 'ends'
          : 'unknown';
    case 'watch':
      return 'lasts';
    case 'wait':
    case 'awk':
      return 'unknown';
    default:
      return ENDING.has(name) && !reads(rest) && !streams(name, rest) ? 'ends' : 'unknown';
  }
}

/** Whether a program with these words ends when what it reads from another one ends, and not before. */
export function isFilter(line: readonly string[]): boolean {
  const [program = '', ...rest] = unwrapped(line);
  const name = nameOf(program);
  if (name === undefined || !FILTERS.has(name)) return false;
  if (name === 'awk') return !rest.some((word) => word.includes('exit'));
  if (name === 'sed') return !rest.some((word) => /q/.test(word));
  return !rest.some((word) => /^-[a-zA-Z]*[mq]|^--(max-count|quiet|silent)/.test(word));
}

/** The seconds that `sleep` takes with these words: infinite for `infinity`, NaN where they are not only numbers. */
export function secondsOf(times: readonly string[]): number {
  const units: { [unit: string]: number } = { '': 1, s: 1, m: 60, h: 3600, d: 86400 };
  if (times.length === 0) return NaN;
  return times.reduce((sum, time) => {
    if (/^inf(inity)?$/i.test(time)) return Infinity;
    const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(time);
    return sum + (match ? Number(match[1]) * units[match[2]] : NaN);
  }, 0);
}

function endingOfSleep(times: readonly string[]): Ending {
  const seconds = secondsOf(times);
  return seconds >= FOREVER_SECONDS ? 'lasts' : seconds < LONG_SECONDS ? 'ends' : 'unknown';
}

/** Reads something that may not come to an end, or waits for somebody to write. */
function reads(rest: readonly string[]): boolean {
  return rest.some((word) => /^\/dev\/(?!null$|stdout$|stderr$)|fifo|pipe/.test(word));
}

function streams(name: string, rest: readonly string[]): boolean {
  if (name === 'curl') return rest.some((word) => /^-[a-zA-Z]*N|no-buffer|watch|stream|follow|--retry/.test(word));
  if (name === 'wget') return rest.some((word) => /watch|stream|follow/.test(word));
  return name === 'git' && rest[0] === 'daemon';
}

function words(text: string): Set<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}
