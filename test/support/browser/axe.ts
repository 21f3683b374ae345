import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CDPSession, Page } from 'playwright-core';
import * as z from 'zod/mini';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules that a change of theme can change: the rest of a page is the same in both. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** `enhanced`: a contrast of 7:1 (WCAG 2.2, 1.4.6). */
type Which = 'all' | 'colours' | 'enhanced';
const RULES = { colours: COLOUR_RULES, enhanced: ['color-contrast-enhanced'] };

/**
 * What axe-core finds against a page as it stands, one line each. It goes in by the debugger: our content security
 * policy lets no script in, and is not switched off for it.
 */
export async function violations(page: Page, which: Which): Promise<string[]> {
  const debug = await page.context().newCDPSession(page);
  try {
    await debug.send('Runtime.evaluate', { expression: `typeof axe === 'undefined' && void (${wrapped})()` });
    return await run(debug, which);
  } finally {
    await debug.detach();
  }
}

const wrapped = `() => { ${SOURCE} }`;

const outcome = z.object({ held: z.number(), broken: z.array(z.string()) });

async function run(debug: CDPSession, which: Which): Promise<string[]> {
  const runOnly = which === 'all' ? { type: 'tag', values: TAGS } : { type: 'rule', values: RULES[which] };
  const options = JSON.stringify({ runOnly, resultTypes: ['violations', 'passes'] });
  const { result, exceptionDetails } = await debug.send('Runtime.evaluate', {
    expression: `axe.run(document, ${options}).then(({ violations, passes }) => ({
      held: passes.length,
      broken: violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => id + ' at ' + target.join(' ') + ': ' + failureSummary)),
    }))`,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(`axe did not run: ${exceptionDetails.text}`);
  const { held, broken } = outcome.parse(result.value);
  // a rule that found nothing to look at proves nothing
  if (held === 0) throw new Error('axe looked at nothing');
  return broken;
}

/** What makes the page scroll sideways at its present width (WCAG 2.2, 1.4.10), where anything does. */
export const widerThanPage = (page: Page): Promise<string | undefined> => page.evaluate(findWider);

/** Runs in the page. */
function findWider(): string | undefined {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return undefined;
  // the innermost that goes past the edge
  const past = [...document.body.querySelectorAll(':not(svg *)')].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    const isOpen = getComputedStyle(element).overflowX === 'visible';
    // its own words may go further than itself
    const end = isOpen ? Math.max(right, left + element.scrollWidth) : right;
    return width > 0 && end > clientWidth + 0.5;
  });
  const last = past
    .filter((element) => !past.some((other) => other !== element && element.contains(other)))
    .at(0);
  const text = (last?.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
  return `${last?.localName ?? 'page'}.${last?.getAttribute('class') ?? ''} «${text}» reaches ${scrollWidth} px`;
}
