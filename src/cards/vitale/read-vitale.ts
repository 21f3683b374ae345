import { hex } from '#base/bytes.ts';
import type { Result } from '#base/result.ts';
import { MASTER_FILE, SELECT_FCI, selectApplication, selectFile } from '../apdu/commands.ts';
import { select } from '../apdu/exchange.ts';
import { expectVitale } from '../atr.ts';
import type { CardChannel } from '../channel.ts';
import type { CardError } from '../errors.ts';
import { readFileBySfi } from '../file.ts';
import { parseVitale, type VitaleReading } from './records.ts';

/** D2 50 00 00 02 and «VITALE». */
export const VITALE_AID = hex('D2500000 02 564954414C45');
/** Both the MF and the application keep what we read under this short identifier. */
export const RECORDS_SFI = 2;

/**
 * Reads who is on a carte Vitale. No PIN, no professional's card. Six exchanges where both files are under 256 bytes:
 *
 * | command                                  | answer             |
 * |------------------------------------------|--------------------|
 * | SELECT MF                                | 9000 or 61xx       |
 * | READ BINARY, SFI 2, then by offset       | identities         |
 * | SELECT VITALE                            | 9000 or 61xx       |
 * | READ BINARY, SFI 2, then by offset       | NIR                |
 *
 * The way of Rufus (lecteurvitale.cpp), which reads real Vitale 2 cards. A first-generation card is named, not read.
 */
export async function readVitale(channel: CardChannel): Promise<Result<VitaleReading, CardError>> {
  const kind = expectVitale(channel.atr);
  if (!kind.ok) return kind;
  const masterFile = await select(channel, selectFile(MASTER_FILE, SELECT_FCI), 'select MF');
  if (!masterFile.ok) return masterFile;
  const identities = await readFileBySfi(channel, RECORDS_SFI, { step: 'read identities' });
  if (!identities.ok) return identities;
  const application = await select(channel, selectApplication(VITALE_AID), 'select VITALE');
  if (!application.ok) return application;
  const numbers = await readFileBySfi(channel, RECORDS_SFI, { step: 'read numbers' });
  return numbers.ok ? parseVitale(identities.value, numbers.value) : numbers;
}
