import { pathsIn, readScript, simplesOf, writesTo } from './shell';

/** The simple commands as texts, or undefined where the script is not understood. */
function commandsIn(script: string): string[] | undefined {
  const list = readScript(script);
  return list && [...simplesOf(list)].map(({ words }) => words.map(({ text }) => text).join(' '));
}

test.each([
  ['echo a; echo b', ['echo a', 'echo b']],
  ['echo a && echo b || exit 1', ['echo a', 'echo b', 'exit 1']],
  ['while true; do date > /x; sleep 1; done', ['true', 'date', 'sleep 1']],
  ['until nc -z db 5432\ndo\n  sleep 1\ndone', ['nc -z db 5432', 'sleep 1']],
  ['for i in 1 2 $(seq 3); do echo $i; done', ['seq 3', 'echo $i']],
  ['if [ -f /x ]; then cat /x; elif true; then b; else c; fi', ['[ -f /x ]', 'cat /x', 'true', 'b', 'c']],
  ['case $1 in a|b) x;; *) y ;; esac', ['x', 'y']],
  ['f() { echo in; }; f', ['echo in', 'f']],
  ['(cd /a && b) &\nwait', ['cd /a', 'b', 'wait']],
  ['echo "a; b" \'c && d\' e\\ f', ['echo a; b c && d e f']],
  ['X=$(curl "$(cat url)") y', ['cat url', 'curl $(cat url)', 'y']],
  ['cat <<EOF > /x\n; not a command\nEOF\necho done', ['cat', 'echo done']],
  ['cat <<-"EOF"\n\tline\n\tEOF', ['cat']],
  ['a # b; c\nd', ['a', 'd']],
  ['[[ a && b > c ]] && d', ['[[', 'd']],
  ['echo $((1 + (2))) ${X:-"}"} $$(date)', ['date', 'echo $((1 + (2))) ${X:-"}"} $(date)']],
  ['a \\\n  b', ['a b']],
])('reads %j', (script, commands) => expect(commandsIn(script)).toEqual(commands));

test.each([
  'echo "a',
  "echo 'a",
  'while true do sleep 1 done',
  'if a; then b',
  'a=(1 2)',
  'echo )',
  'cat <<EOF\nno end',
  'diff <(a) b',
  '('.repeat(100),
  'f()'.repeat(100),
  '$('.repeat(100),
])('says nothing about %j', (script) => expect(commandsIn(script)).toBeUndefined());

/** In a time that grows with the square of the length, it would not come to an end. */
test('reads long scripts', () => {
  for (const part of [
    'a "b $c" d; ',
    '$( ',
    '`a` ',
    '"',
    "'",
    '${',
    '<<a\n',
    'a|',
    '\\\n',
    'x=',
    '#',
    '$((',
    '[',
    '!',
    '(',
    'f()',
    'case',
  ]) {
    commandsIn(part.repeat(100_000 / part.length));
  }
});

test.each([
  ['echo hi > /data/a; date >> /data/b 2>&1 2>/dev/null', ['/data/a', '/data/b']],
  ['cd /data && echo hi > a && mkdir -p b/c', ['/data/a', '/data/b/c']],
  ['cd "$X" && echo hi > a', []],
  ['echo hi > "/data/$NAME.html"; echo > $FILE', ['/data']],
  ['echo "a > /x"', []],
  ['date | tee -a /a /b >/dev/null', ['/a', '/b']],
  ['cp /a /b /c; mv x /d/', ['/c', '/d']],
  ['wget -q -O /a http://x; curl --output=/b x; wget -O - x', ['/a', '/b']],
  ['while true; do date; done > /log', ['/log']],
  ['git clone --depth 1 https://x /shared', ['/shared']],
  ["sed -i 's/a/b/' /etc/x; sed s/a/b/ /etc/y", ['/etc/x']],
  ['tar -xzf /a.tgz -C /out; tar czf /b /c', ['/out']],
  ['cat <<EOF > /a/b/../c\nx > /y\nEOF', ['/a/c']],
])('finds what %j writes', (script, paths) => expect(writesTo(script)).toEqual(paths));

test('takes relative paths from the folder it is told', () => {
  expect(writesTo('echo > a', '/app')).toEqual(['/app/a']);
  expect(writesTo('echo > a')).toEqual([]);
});

test('finds the paths a script names', () => {
  const script = '/bin/tool --config=/etc/a.conf /b < /c; X=/d y "/e f" rel/g $Z/h /i/$Z';
  expect(pathsIn(script)).toEqual(['/etc/a.conf', '/b', '/c', '/e f', '/i', '/d']);
});
