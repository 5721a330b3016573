import { Address, isForOthers } from './addresses';
import { isLoopback } from './bind';
import type { Container } from './container';

const STORES = /^(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|nats|memcached|jdbc)$/;
const STORE_PORTS = [1433, 1521, 3306, 4222, 5432, 5672, 6379, 9042, 9092, 11211, 27017];
const STORE_KEY =
  /(?:^|[_.-])(?:db|database|pg|postgres\w*|mysql|mariadb|redis|mongo\w*|rabbit\w*|amqp|sql|cache)(?:[_.-]|$)/i;
/** What is sent there gets lost without harm. */
const TELEMETRY = /otel|otlp|statsd|jaeger|zipkin|trac(?:e|ing)|metrics|datadog|^dd_|sentry|pushgateway|newrelic|apm/i;

/** The address on localhost at which one container of a Pod calls another one. */
export function addressOf(helper: Container, caller: Container): Address | undefined {
  return caller.addresses.find((address) => {
    const { host, port, key } = address;
    if (!isLoopback(host) || isForOthers(address) || TELEMETRY.test(key ?? '')) return false;
    if (caller.listeners.some(({ number }) => number === port)) return false;
    return helper.listeners.some(
      ({ number, protocol }) =>
        protocol === 'TCP' && (port === undefined ? isStore(address) && STORE_PORTS.includes(number) : number === port),
    );
  });
}

/** Whether it is a database or a queue, to which programs connect when they start. */
export function isStore({ scheme, port, key }: Address): boolean {
  return STORES.test(scheme ?? '') || STORE_PORTS.includes(port ?? 0) || STORE_KEY.test(key?.replace(/^-+/, '') ?? '');
}
