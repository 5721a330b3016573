import { Format } from './format';
import { github } from './github';
import { json } from './json';
import { junit } from './junit';
import { sarif } from './sarif';
import { text } from './text';

/** By the name that --format takes. */
export const FORMATS = { text, json, sarif, junit, github } satisfies { [name: string]: Format };

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];
