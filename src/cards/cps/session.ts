import { ok, type Result } from '#base/result.ts';
import { onLogicalChannel } from '../apdu/logical-channel.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import { createCardFiles, type CardFiles } from './card-files.ts';
import { cpsProfile, type CpsProfile } from './profile.ts';

/** A dialogue with a CPS. */
export interface CpsSession {
  /** On the logical channel that this kind of card speaks on. */
  readonly channel: CardChannel;
  readonly profile: CpsProfile;
  readonly files: CardFiles;
}

/** Recognises the card by its answer to reset and selects its root application. Another card is sent nothing. */
export async function openCpsSession(channel: CardChannel): Promise<Result<CpsSession, CardError>> {
  const profile = cpsProfile(channel.atr);
  if (!profile.ok) return profile;
  const addressed = onLogicalChannel(channel, profile.value.logicalChannel);
  const files = createCardFiles(channel, addressed, profile.value);
  const root = await files.selectRoot();
  return root.ok ? ok({ channel: addressed, profile: profile.value, files }) : root;
}
