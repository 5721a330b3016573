import { endingOfLine, endingOfScript } from './ending';
import { nameOf, secondsOf, unwrapped } from './program-ending';
import { Argument, scriptOf } from './script';
import { readScript } from './shell';
import { Command, List } from './shell-syntax';

/** How many seconds a command line pauses in any case, by `sleep`: infinite where it never ends. */
export function pauseSeconds(line: readonly Argument[]): number {
  const script = scriptOf(line);
  const words = line.map(({ text }) => text);
  const ending = script ? endingOfScript(script.text) : endingOfLine(words);
  if (ending === 'lasts') return Infinity;
  return script ? ofList(readScript(script.text) ?? []) : ofWords(words);
}

function ofList(list: List): number {
  let sum = 0;
  for (const { pipelines, background } of list) {
    if (background) continue;
    for (const { after, commands } of pipelines) {
      if (after === '||' || commands.length > 1) break;
      const [command] = commands;
      if (command?.kind === 'simple' && /^(exit|exec)$/.test(command.words[0]?.text ?? ''))
        return sum + ofCommand(command);
      sum += ofCommand(command);
    }
  }
  return sum;
}

function ofCommand(command: Command): number {
  if (command.kind === 'group' || command.kind === 'subshell') return ofList(command.body);
  return command.kind === 'simple' ? ofWords(command.words.map(({ text }) => text)) : 0;
}

function ofWords(line: readonly string[]): number {
  const [program = '', ...rest] = unwrapped(line);
  return nameOf(program) === 'sleep' ? secondsOf(rest) || 0 : 0;
}
