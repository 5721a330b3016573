import { KnownImage } from '../known-image';
import { CACHES } from './caches';
import { DATABASES } from './databases';
import { DISTROLESS_IMAGES } from './distroless';
import { HELPERS } from './helpers';
import { LOGGING } from './logging';
import { MONITORING } from './monitoring';
import { PROXIES } from './proxies';
import { RUNTIMES } from './runtimes';
import { SHELLS } from './shells';
import { WEB_SERVERS } from './web-servers';

export const BUILT_IN: readonly KnownImage[] = [
  ...WEB_SERVERS,
  ...SHELLS,
  ...CACHES,
  ...DATABASES,
  ...PROXIES,
  ...MONITORING,
  ...LOGGING,
  ...HELPERS,
  ...RUNTIMES,
  ...DISTROLESS_IMAGES,
];
