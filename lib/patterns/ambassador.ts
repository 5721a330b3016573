import * as kplus from 'cdk8s-plus-28';
import { Endpoint } from '../network/endpoint';

/** What an ambassador dials, for its arguments and its configuration, and for whoever reads the YAML. */
export function remoteVariables(remote: Endpoint): { [name: string]: kplus.EnvValue } {
  return {
    REMOTE_HOST: remote._toHostValue(),
    REMOTE_PORT: kplus.EnvValue.fromValue(String(remote.port)),
  };
}
