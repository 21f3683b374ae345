import type { BrowserContext } from 'playwright-core';
import { readFileSync } from 'node:fs';

/** Bytes: memory of its own, and with the files that it shares with other processes. */
export type ProcessMemory = { readonly footprint: number; readonly resident: number };

/** Of the largest page process of a browser; proc(5), `status`. */
export async function largestPageProcess(context: BrowserContext): Promise<ProcessMemory> {
  const cdp = await context.browser()?.newBrowserCDPSession();
  if (!cdp) throw new Error('the browser does not tell its processes');
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  const [largest] = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => memoryOf(id))
    .sort((a, b) => b.footprint - a.footprint);
  if (!largest) throw new Error('no process of a page');
  return largest;
}

function memoryOf(processId: number): ProcessMemory {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  const bytesOf = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? NaN) * 1024;
  return { footprint: bytesOf('RssAnon') + bytesOf('VmSwap'), resident: bytesOf('VmRSS') };
}
