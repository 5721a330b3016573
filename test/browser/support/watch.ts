import { CDPSession, Page } from 'playwright-core';

/** What happens while a page is open, beyond that it is shown. */
export class Watch {
  public static async on(page: Page): Promise<Watch> {
    const watch = new Watch(page, await page.context().newCDPSession(page));
    await watch.listen();
    return watch;
  }

  private seen: string[] = [];
  private ran: string[] = [];
  private own = new Set<string>();

  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  /** Forgets what was, and lets the page have its own files, and nothing else. */
  public async restart(own: readonly string[]): Promise<void> {
    await this.settled();
    this.seen = [];
    this.ran = [];
    this.own = new Set(own);
  }

  /** What is logged, thrown, asked for, opened. */
  public async troubles(): Promise<string[]> {
    await this.settled();
    return [...this.seen];
  }

  /**
   * Where the scripts are that were compiled. Playwright's own have no address; neither have links to `javascript:`, which
   * show by what they do.
   */
  public async scripts(): Promise<string[]> {
    await this.settled();
    return [...this.ran];
  }

  private async listen(): Promise<void> {
    const { page, session } = this;
    await page.route('**/*', (route, request) => {
      if (this.own.has(request.url().replace(/#.*/, ''))) return route.continue();
      this.seen.push(`asks for ${request.url()}`);
      return route.abort();
    });
    page.on('console', (message) => this.seen.push(`logs ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.seen.push(`throws ${error.message}`));
    page.on('popup', (popup) => {
      this.seen.push(`opens ${popup.url()}`);
      void popup.close();
    });
    page.on('dialog', (dialog) => {
      this.seen.push(`shows a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('frameattached', () => this.seen.push('has a frame'));
    session.on('Debugger.scriptParsed', ({ url, startLine }) => {
      if (url !== '') this.ran.push(`${url.replace(/.*\//, '')}:${startLine + 1}`);
    });
    await session.send('Debugger.enable');
  }

  /** What came to pass before an answer is told before it. */
  private async settled(): Promise<void> {
    await this.page.evaluate('0');
    await this.session.send('Debugger.enable');
  }
}
