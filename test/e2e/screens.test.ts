import { browserDevice, hasChromium, picture, type BrowserDevice } from '#test/support/browser/chromium.ts';
import { DESK, look } from '#test/support/browser/look.ts';
import { screenIndex } from '#test/support/browser/screens/screen-index.ts';
import type { Stage } from '#test/support/browser/screens/screen.ts';
import { SCREENS } from '#test/support/browser/screens/screens.ts';
import { visit } from '#test/support/browser/visit.ts';
import { demoProcess, type DemoProcess } from '#test/support/http/processes.ts';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';

/** With this set to a folder (`npm run screens`), each screen is pictured there instead of being held against the rules. */
const folder = process.env.RELAIS_SCREENS;

/**
 * Every screen held against WCAG 2.2 AA by axe-core, on a phone and at a desk, in light and dark; against the smallest
 * target for a finger, the narrowest width, and text twice as large. What axe cannot see stands in the keyboard's own test.
 */
describe.skipIf(!hasChromium())('every screen is fit for everybody', () => {
  let demo: DemoProcess;
  let device: BrowserDevice;
  let stage: Stage;
  const index = folder === undefined ? undefined : screenIndex(folder);

  beforeAll(async () => {
    demo = await demoProcess();
    await demo.start();
    device = await browserDevice(DESK);
    const page = device.page();
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
    await page.goto(demo.origin);
    const main = page.getByRole('main');
    const load = (path: string) => page.goto(demo.origin + path);
    stage = { demo, device, page, main, load, visit: (path) => visit(page, path) };
  });
  afterAll(async () => {
    index?.write();
    await device?.remove();
    await demo?.remove();
  });

  for (const [state, screens] of SCREENS)
    describe(state, () => {
      it.each(screens)('$name', async ({ name, show, emergency }) => {
        onTestFailed(() => picture(stage.page, `screen-${name}`));
        await show(stage);
        if (index) await index.take(stage.page, state, name);
        else expect(await look(stage.page, name, emergency)).toEqual([]);
      });
    });

  it('no script failed and nothing was refused by the content security policy', () => {
    // the router's own note of the address that leads nowhere
    expect(device.complaints.filter((line) => !line.includes('Not found: /nulle-part'))).toEqual([]);
  });
});
