import type { Page } from 'playwright-core';

/** Under a finger, and the main acts of an emergency, CSS pixels. */
export const TARGET = 48;
export const EMERGENCY_TARGET = 64;

/**
 * What is pressed and is smaller than `TARGET`, one line each. As WCAG 2.5.8 does, it leaves out links inside a sentence
 * and what another control on the page does as well (a hidden input whose label is pressed). `emergency`: the main acts of
 * the page are measured against `EMERGENCY_TARGET`.
 */
export const smallTargets = (page: Page, emergency = false): Promise<string[]> =>
  page.evaluate(findSmall, { least: TARGET, mainAct: emergency ? EMERGENCY_TARGET : TARGET });

/** Runs in the page. */
function findSmall({ least, mainAct }: { least: number; mainAct: number }): string[] {
  const PRESSED =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=option], [role=menuitem], [role=switch], [role=slider]';
  const MAIN_ACT = 'main :is(button[type=submit], .primary, .emergency, [aria-pressed])';

  /** What is pressed for a control: itself, and the labels that hand the press on. */
  function areaOf(element: Element): DOMRect {
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const tick = element instanceof HTMLInputElement && /^(checkbox|radio|file)$/.test(element.type);
    const boxes = [element, ...(tick ? labels : [])].map((one) => one.getBoundingClientRect());
    const left = Math.min(...boxes.map((box) => box.left));
    const top = Math.min(...boxes.map((box) => box.top));
    const right = Math.max(...boxes.map((box) => box.right));
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    return new DOMRect(left, top, right - left, bottom - top);
  }
  function isShown(element: Element): boolean {
    const { width, height, right, bottom } = areaOf(element);
    // a link that is drawn only when it has the focus waits above the page
    return (
      element.checkVisibility({ visibilityProperty: true }) &&
      width > 2 &&
      height > 2 &&
      right > 0 &&
      bottom > 0
    );
  }
  /** A link among the words of a sentence takes its height from them. */
  function isInSentence(element: Element): boolean {
    if (getComputedStyle(element).display !== 'inline') return false;
    return [...(element.parentNode?.childNodes ?? [])].some(
      (node) =>
        node !== element && node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim().length > 1,
    );
  }
  const nameOf = (element: Element): string =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '')
      .trim()
      .replace(/\s+/g, ' ')
      .slice(0, 40) || element.outerHTML.slice(0, 60);

  return [...document.querySelectorAll(PRESSED)].flatMap((element) => {
    if (!isShown(element) || isInSentence(element) || element.matches(':disabled')) return [];
    const { width, height } = areaOf(element);
    const wanted = element.matches(MAIN_ACT) ? mainAct : least;
    // half a pixel is how the browser rounds
    if (height >= wanted - 0.5 && width >= least - 0.5) return [];
    return [
      `${element.localName} «${nameOf(element)}» is ${Math.round(width)} × ${Math.round(height)} px, not ${wanted}`,
    ];
  });
}
