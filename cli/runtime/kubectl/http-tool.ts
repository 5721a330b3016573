import { CommandResult, HttpResult, RuntimeFailure } from '../runtime';

/** A program in a container that makes GET requests: it follows no redirects, and takes every certificate, as a probe does. */
export interface HttpTool {
  readonly name: string;
  command(url: string, timeoutMs: number): string[];
  /** Throws a `RuntimeFailure` when there was no answer. */
  read(result: CommandResult): HttpResult;
}

const curl: HttpTool = {
  name: 'curl',
  command(url, timeoutMs) {
    const seconds = Math.max(1, Math.ceil(timeoutMs / 1000));
    const quiet = ['--silent', '--show-error', '--insecure', '--globoff'];
    return ['curl', ...quiet, '--max-time', `${seconds}`, '--write-out', '\n%{http_code}', '--url', url];
  },
  read({ exitCode, stdout, stderr }) {
    const at = stdout.lastIndexOf('\n');
    const status = Number(stdout.slice(at + 1));
    if (exitCode !== 0 || !Number.isInteger(status) || status === 0) throw noAnswer('curl', exitCode, stderr);
    return { status, body: stdout.slice(0, Math.max(0, at)) };
  },
};

/** That of GNU, and that of busybox, which knows few options and ends with a fault when it has no `-T` and gets one. */
const wget: HttpTool = {
  name: 'wget',
  command: (url) => {
    const insecure = url.startsWith('https:') ? ['--no-check-certificate'] : [];
    return ['wget', '-q', '-S', ...insecure, '-O', '-', url];
  },
  read({ exitCode, stdout, stderr }) {
    // It goes where it is sent, and that of busybox cannot be told not to: only the first answer is that of the URL.
    const status = Number(/^\s*(?:wget: server returned error: )?HTTP\/\d(?:\.\d)? (\d{3})\b/m.exec(stderr)?.[1] ?? 0);
    // A status that is an error ends wget too: whatever else it could not do is no answer.
    if (status === 0 || (exitCode !== 0 && status < 300)) throw noAnswer('wget', exitCode, stderr);
    return { status, body: status >= 300 && status < 400 ? '' : stdout };
  },
};

/** The first shows the bodies of errors too. */
export const HTTP_TOOLS: readonly HttpTool[] = [curl, wget];

function noAnswer(name: string, exitCode: number, stderr: string): RuntimeFailure {
  const words = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(`${name}: `))
    .join('; ');
  // That of GNU is silent about it.
  const network = name === 'wget' && exitCode === 4 ? ': network failure' : '';
  return new RuntimeFailure(words || `${name} ended with exit code ${exitCode}${network}`);
}
