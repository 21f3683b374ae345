import type { Result } from '#base/result.ts';
import { boundedChannel } from './apdu/bounded-channel.ts';
import type { CardChannel, CardReader } from './channel.ts';
import type { CardError } from './errors.ts';

/**
 * Powers the card, leads one dialogue of bounded length, and always resets and lets go of it, so that no PIN stays
 * presented.
 */
export async function withCard<T>(
  reader: CardReader,
  use: (channel: CardChannel) => Promise<Result<T, CardError>>,
): Promise<Result<T, CardError>> {
  const opened = await reader.open();
  if (!opened.ok) return opened;
  try {
    return await use(boundedChannel(opened.value));
  } finally {
    await opened.value.close();
  }
}
