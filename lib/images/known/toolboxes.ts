import { KnownFacts } from '../known-image';

type Toolbox = Pick<KnownFacts, 'shell' | 'tools' | 'missingTools'>;

const COREUTILS = words(`base64 cat chmod chown cp cut date df dirname du echo env expr false head id ln ls md5sum mkdir
  mktemp mv printf pwd readlink rm rmdir seq sha256sum sleep sort stat sync tail tee test timeout touch tr true uname
  uniq wc whoami`);

const BUSYBOX = words(`ash awk find free grep gunzip gzip hostname ifconfig ip kill nc netstat nslookup ping ps sed sh
  tar time top unzip vi watch wget which xargs`);

const DEBIAN = words('awk bash find grep gzip sed sh tar which xargs');

/** The image `busybox` and what is built on it. */
export function busybox(added = ''): Toolbox {
  return toolbox('sh', [...COREUTILS, ...BUSYBOX, 'httpd', 'telnet'], 'apk apt apt-get bash curl dig dnf yum', added);
}

/** Alpine keeps some of BusyBox's applets in a package that is not in the image. */
export function alpine(added = '', unknown = ''): Toolbox {
  return toolbox(
    'sh',
    [...COREUTILS, ...BUSYBOX, 'apk'],
    'apt apt-get bash curl dig dnf httpd telnet yum',
    added,
    unknown,
  );
}

/** Debian and Ubuntu without the packages that their full installations have. */
export function debian(added = '', unknown = ''): Toolbox {
  return toolbox(
    'bash',
    [...COREUTILS, ...DEBIAN, 'apt-get'],
    'apk curl dig dnf nc nslookup ping telnet wget yum',
    added,
    unknown,
  );
}

/** Images with one program in them: nothing to run in a probe or hook but that program. */
export function noShell(added = ''): Toolbox {
  return toolbox(
    '',
    [],
    'apk apt apt-get ash bash cat curl dig dnf echo grep kill ls nc ps sed sh sleep tail test true wget yum',
    added,
  );
}

export { COREUTILS };

function toolbox(shell: string, tools: string[], missing: string, added: string, unknown = ''): Toolbox {
  const extra = words(added);
  const notMissing = new Set([...extra, ...words(unknown)]);
  return {
    shell: extra.includes('bash') ? 'bash' : shell,
    tools: [...new Set([...tools, ...extra])],
    missingTools: words(missing).filter((tool) => !notMissing.has(tool)),
  };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
