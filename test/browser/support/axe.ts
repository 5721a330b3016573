import { AxeResults, RunOptions, source } from 'axe-core';
import { Page } from 'playwright-core';

/** What axe has against a page, a line for each element. */
export async function axeViolations(page: Page, options: RunOptions = {}): Promise<string[]> {
  await page.evaluate(source);
  const { violations, passes } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`);
  if (passes.length === 0) throw new Error('axe has found nothing to look at');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html.slice(0, 200)}\n${failureSummary}`),
  );
}
