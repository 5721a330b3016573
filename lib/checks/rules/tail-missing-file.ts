import { Container } from '../../model/container';
import { fileUseOf, workingFolder } from '../../model/file-use';
import { installsPrograms } from '../../model/invocations';
import { nameOf, unwrapped } from '../../model/program-ending';
import { Argument } from '../../model/script';
import { literal, readScript, simplesOf } from '../../model/shell';
import { List, Simple } from '../../model/shell-syntax';
import { Path } from '../../model/values';
import { Mount } from '../../model/volume';
import { PodReport, podRule } from '../rule';

/** Options that have their value as the next word. */
const WITH_VALUE = /^(-[ncs]|--lines|--bytes|--sleep-interval|--pid)$/;

interface Tail {
  /** Its words, without the program. */
  readonly words: readonly string[];
  readonly path: Path;
  /** In a loop it is started again when it ends. */
  readonly script: List | undefined;
}

/**
 * tail -f ends when the file is not there, and the volume of a new Pod is empty: the one who writes the file has not even
 * started. tail -F waits for it.
 */
export const tailMissingFile = podRule(
  {
    id: 'tail-missing-file',
    severity: 'error',
    title: 'tail -f of a file that is made later',
    sources: [
      'https://github.com/kubernetes/website/pull/42573',
      'https://github.com/kubernetes/website/issues/45753',
      'https://github.com/rucio/helm-charts/issues/88',
      'https://git.busybox.net/busybox/tree/coreutils/tail.c',
    ],
  },
  function* (pod) {
    if (pod.windows) return;
    for (const [index, container] of pod.containers.entries()) {
      const before = pod.containers.slice(0, index).filter(({ role }) => role === 'init');
      for (const tail of tailsOf(container)) {
        const report = wrongOption(tail, container) ?? missingFile(tail, container, before);
        if (report) yield { container, path: tail.path, ...report };
      }
    }
  },
);

function tailsOf({ line = [], script }: Container): Tail[] {
  if (!script) {
    const words = tailWords(line.map(({ text }) => text));
    return words ? [{ words, path: (line as Argument[])[0].path, script: undefined }] : [];
  }
  const list = readScript(script.text) ?? [];
  return outsideLoops(list).flatMap((simple) => {
    const words = tailWords(simple.words.map((word) => literal(word) ?? ''));
    return words ? [{ words, path: script.path, script: list }] : [];
  });
}

function tailWords(line: readonly string[]): readonly string[] | undefined {
  const [program = '', ...words] = unwrapped(line);
  return nameOf(program) === 'tail' ? words : undefined;
}

function outsideLoops(list: List): Simple[] {
  return list.flatMap(({ pipelines }) =>
    pipelines.flatMap(({ commands }) =>
      commands.flatMap((command) => {
        if (command.kind === 'group' || command.kind === 'subshell') return outsideLoops(command.body);
        return command.kind === 'simple' ? [command] : [];
      }),
    ),
  );
}

/** BusyBox knows -f, -F, -n, -c, -s and no long options. */
function wrongOption({ words }: Tail, container: Container): Omit<PodReport, 'path'> | undefined {
  const facts = container.image?.facts ?? container.image?.likely;
  const option = words.find((word) => /^--[a-z]/.test(word));
  if (option === undefined || !facts?.tools?.includes('ash') || installsPrograms(container)) return undefined;
  return {
    severity: container.image?.facts ? 'error' : 'warning',
    what: `it calls tail with ${option}, and the tail of ${container.image!.text} is BusyBox's`,
    happens: `CrashLoopBackOff: tail: unrecognized option: ${option.slice(2)}, with exit code 1`,
    fix: /^--(follow|retry)/.test(option)
      ? 'use -F, which follows the name and waits for the file'
      : 'use the short option, such as -n 10',
  };
}

function missingFile(
  tail: Tail,
  container: Container,
  before: readonly Container[],
): Omit<PodReport, 'path'> | undefined {
  const { words, script } = tail;
  if (
    !words.some((word) => /^-[a-z0-9]*f|^--follow/.test(word)) ||
    words.some((word) => /^-\w*F|^--retry/.test(word))
  ) {
    return undefined;
  }
  const files = filesIn(words, container);
  const mounts = files.map((file) => (file === undefined ? undefined : container.mountAt(file)));
  if (files.length === 0 || mounts.some((mount) => mount?.volume?.type !== 'emptyDir')) return undefined;
  const missing = files.every((file, index) => !isThere(file!, mounts[index]!, container, before, script));
  if (!missing) return undefined;
  return {
    severity: 'warning',
    what: `it calls tail -f ${files[0]}, which nobody has made yet when it starts`,
    happens: `CrashLoopBackOff: tail: can't open '${files[0]}': No such file or directory, until the file is there`,
    fix: 'use tail -F, which waits for the file',
  };
}

/** Undefined stands for one that is not known. */
function filesIn(words: readonly string[], container: Container): (string | undefined)[] {
  return words.flatMap((word, index) => {
    if (/^[-+]./.test(word) || WITH_VALUE.test(words[index - 1] ?? '')) return [];
    const folder = workingFolder(container);
    if (word.startsWith('/')) return [word];
    return [folder === undefined || word === '' ? undefined : `${folder}/${word}`];
  });
}

/** Made by an init container or by the script itself, which may also ask whether it is there. */
function isThere(
  file: string,
  mount: Mount,
  container: Container,
  before: readonly Container[],
  script?: List,
): boolean {
  if (fileUseOf(container).written.some((written) => written.file === file)) return true;
  for (const { words } of simplesOf(script ?? [])) {
    if (/^(\[|\[\[|test|ls|stat|inotifywait)$/.test(words[0]?.text ?? '') && words.some(({ text }) => text === file))
      return true;
  }
  const place = below(mount, file);
  return before.some((other) => {
    if (!other.script && !other.line) return other.mounts.some(({ name, writable }) => name === mount.name && writable);
    return fileUseOf(other).written.some((written) => {
      const theirs = other.mountAt(written.file);
      return theirs?.name === mount.name && below(theirs, written.file) === place;
    });
  });
}

/** The file's place in the volume. */
function below({ folder, subPath }: Mount, file: string): string {
  return `${subPath ?? ''}/${file.slice(folder.length)}`.replace(/\/+/g, '/');
}
