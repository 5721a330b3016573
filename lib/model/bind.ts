/** Where a program is told to listen: any of its addresses where no host is said. */
export interface Bind {
  readonly host: string | undefined;
  readonly port: number;
}

const BIND = /^(?:tcp:\/\/|https?:\/\/)?(?:(\[[0-9a-f:]*\]|\*|localhost|\d+\.\d+\.\d+\.\d+)?:)?(\d{1,5})\/?$/i;
const HOST = /^(?:\*|localhost|\[?[0-9a-f]*:[0-9a-f:]*\]?|\d+\.\d+\.\d+\.\d+)$/i;

/** Of `8080`, `:8080`, `127.0.0.1:8080`, `[::]:8080`. A name other than localhost is where somebody else listens. */
export function parseBind(text: string): Bind | undefined {
  const match = BIND.exec(text.trim());
  const port = Number(match?.[2]);
  return match && port >= 1 && port <= 65535 ? { host: match[1], port } : undefined;
}

/** An address without a port. */
export function isHost(text: string): boolean {
  return HOST.test(text);
}

export function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host);
}
