import type { DossierId } from '#base/brand.ts';
import type { Page } from 'playwright-core';

/** All that an initial sync sends and receives, in bytes: answers as transferred, with their headers, and requests. */
export async function wireBytes(page: Page, dossiers: readonly DossierId[]): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  let bytes = 0;
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  cdp.on('Network.requestWillBeSent', ({ request }) => (bytes += request.postData?.length ?? 0));
  cdp.on('Network.requestWillBeSentExtraInfo', ({ headers }) => (bytes += JSON.stringify(headers).length));
  await cdp.send('Network.enable');
  await page.evaluate((ids) => window.relaisBench.initialSync(ids), dossiers);
  await cdp.detach();
  return bytes;
}
