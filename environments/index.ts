import { dev } from './dev';
import { Environment } from './environment';
import { prod } from './prod';

export const ENVIRONMENTS: readonly Environment[] = [dev, prod];
