import { signalNumber } from './container-process';
import { isOciError, ociCreateError, ociWords } from './oci-words';
import { wordsOf } from './podman';

/** As podman 4.3 prints it. */
const RUNC =
  'runc: runc create failed: unable to start container process: exec: "x": executable file not found in $PATH: OCI runtime attempted to invoke a command that was not found';

test('what the OCI runtime says is told from what podman says', () => {
  expect(isOciError(RUNC)).toBe(true);
  expect(isOciError('creating container storage: the container name "x" is already in use')).toBe(false);
});

test('as containerd has it', () => {
  expect(ociCreateError(RUNC)).toBe(
    'OCI runtime create failed: runc create failed: unable to start container process: exec: "x": executable file not found in $PATH',
  );
  expect(ociWords('OCI runtime error: unable to start container "ab12": crun: x: OCI runtime error')).toBe('crun: x');
});

test('the error of podman, without what it logs', () => {
  const stderr = 'time="2025-03-04T10:00:00Z" level=warning msg="x"\nError: first\nError: it failed:\n  why\n';
  expect(wordsOf(stderr)).toBe('it failed:\nwhy');
  expect(wordsOf('plain words\n')).toBe('plain words');
});

test.each([
  ['SIGQUIT', 3],
  ['quit', 3],
  ['10', 10],
  ['SIGRTMIN+3', 15],
])('signal %s', (text, number) => expect(signalNumber(text)).toBe(number));
