/** What is changed in the headers of a request or a response. */
export interface HttpHeaderChanges {
  /**
   * Headers that get these values in place of theirs.
   * @default - none
   */
  readonly set?: { [name: string]: string };

  /**
   * Headers that get these values beside theirs.
   * @default - none
   */
  readonly add?: { [name: string]: string };

  /**
   * Headers that are taken out.
   * @default - none
   */
  readonly remove?: string[];
}

/** What is changed in the URL that a backend gets. */
export interface HttpUrlRewrite {
  /**
   * The host.
   * @default - as in the request
   */
  readonly host?: string;

  /**
   * What is there in place of the path prefix that was matched. The rule has one match for it, of type `PREFIX`.
   * @default - the prefix
   */
  readonly prefix?: string;

  /**
   * The whole path.
   * @default - as in the request
   */
  readonly path?: string;
}

/** Where a client is sent to. What is not said stays as in its request. */
export interface HttpRedirect extends HttpUrlRewrite {
  /**
   * `https` or `http`.
   * @default - as in the request
   */
  readonly scheme?: string;

  /**
   * The port.
   * @default - that of the scheme, else of the listener
   */
  readonly port?: number;

  /**
   * 301, 302, 303, 307 or 308.
   * @default 302
   */
  readonly statusCode?: number;
}

/** The port of a mirror's Service. */
export interface HttpMirrorOptions {
  /**
   * The port of the Service, needed when it has several.
   * @default - the only port of the Service
   */
  readonly port?: number;
}
