import type { Page } from 'playwright-core';

/** @param uploadThroughput bytes per second; -1: as fast as it goes */
export async function slowUploads(page: Page, uploadThroughput: number): Promise<void> {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput,
  });
}
