import { scriptPath } from '../places';
import { wrongFormat } from '../symptoms/start-error';
import { Verdict } from '../verdict';
import { Line, LogWording } from './line';

export const PROGRAM_WORDS: readonly LogWording[] = [
  {
    text: /^(?:\S*\/)?(?:sh|ash|bash|dash|\S+\.sh): (?:(?:line )?\d+: )?([\w./$@+-]+): (?:command )?not found$|^(?:\S*\/)?(?:sh|bash|dash): (?:\d+: )?exec: (?:line \d+: )?(\S+): not found$/,
    means: (line, [, called, run]) => notFound(line, called ?? run),
    goesOn: true,
  },
  {
    text: /(?:env|xargs|timeout|nohup|su-exec|gosu|dumb-init|tini).*?: (?:can't execute |can't run |failed to run command )?['\u2018"]?([\w./+-]+?)['\u2019"]?: (?:No such file or directory|not found)|exec: "([^"]+)": executable file not found in \$PATH/,
    means: (line, [, started, called]) => notFound(line, started ?? called),
  },
  { text: /exec format error/i, means: ({ container }) => wrongFormat(container) },
  {
    text: /Database is uninitialized and (?:superuser )?password|POSTGRES_PASSWORD|MYSQL_ROOT_PASSWORD|MARIADB_ROOT_PASSWORD|missing setting: (?:cookie-secret|client-id|provider)|[Cc]annot open configuration file|Could not open configuration file/,
    means: (line) => withoutConfiguration(line),
  },
  {
    text: /initdb: error: directory "([^"]+)" exists but is not empty|lost\+found.*mount point|there appears to be PostgreSQL data in/,
    means: ({ pod, container }) =>
      pod.suspect(container, 'postgres-data-mount') ?? {
        cause: 'the volume is mounted where PostgreSQL wants an empty folder of its own',
        rule: 'postgres-data-mount',
        fix: 'keep the data in a folder below the mount, by PGDATA or subPath',
        path: [...container.spec.path, 'volumeMounts'],
      },
  },
  {
    text: /serviceaccount\/token: no such file|unable to load in-cluster configuration/i,
    means: ({ pod, container }) =>
      pod.suspect(container, 'service-account-token') ?? {
        cause: 'it calls the API of the cluster, and the Pod has no token for that',
        rule: 'service-account-token',
        fix: 'set automountServiceAccountToken: true, and a serviceAccountName with the rights it needs',
        path: pod.path('automountServiceAccountToken'),
      },
  },
  {
    text: /can only run as pid 1|s6-overlay-suexec: fatal|must be run as PID 1/i,
    means: ({ pod, container }) =>
      pod.suspect(container, 'shared-processes') ?? {
        cause: 'it has to be process 1, and the containers of the Pod share their processes',
        rule: 'shared-processes',
        fix: 'leave out shareProcessNamespace',
        path: pod.path('shareProcessNamespace'),
      },
  },
  {
    text: /^(?:\S*\/)?(?:sh|ash|bash|dash): .*syntax error|^(?:\S*\/)?(?:sh|bash): -c: (?:option requires|line)/i,
    means: ({ pod, container }) =>
      pod.suspect(container, 'shell-command-split') ?? {
        cause: 'the shell does not understand its script',
        rule: 'shell-command-split',
        fix: 'correct the script: all of it is the one word after -c',
        path: scriptPath(container.spec),
      },
  },
];

function notFound({ pod, container }: Line, tool: string): Verdict | undefined {
  const name = tool.slice(tool.lastIndexOf('/') + 1);
  // A script of its image may do without.
  if (container.running && !container.spec.script?.text.includes(name)) return undefined;
  const calls = pod.suspicions
    .of('tool-missing')
    .find((finding) => finding.container === container.name && finding.what.includes(`no ${name},`));
  if (calls) return { cause: calls.what, rule: calls.rule, fix: calls.fix, path: calls.path };
  const known = pod.suspect(container, 'variable-not-expanded', 'shell-command-split');
  if (known && container.spec.script?.text.includes(`$(${tool})`)) return known;
  return {
    cause: `${container.spec.image?.text ?? 'its image'} has no ${name}, which it calls`,
    rule: 'tool-missing',
    fix: `call what the image has, or use an image with ${name} in it`,
    path: scriptPath(container.spec),
  };
}

function withoutConfiguration({ pod, container, text }: Line): Verdict | undefined {
  const known = pod.suspect(container, 'image-configuration-missing', 'mount-hides-files');
  if (known) return known;
  // Names of variables are in logs for other reasons too.
  if (!/uninitialized|missing setting|open configuration file/i.test(text)) return undefined;
  return {
    cause: `${container.spec.image?.text ?? 'its image'} lacks the configuration that it does not start without`,
    rule: 'image-configuration-missing',
    fix: 'give it what the line names: a variable in env, an argument, or a file in a volume',
    path: /file/.test(text) ? [...container.spec.path, 'volumeMounts'] : [...container.spec.path, 'env'],
  };
}
