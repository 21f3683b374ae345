import { utf8 } from '#base/bytes.ts';
import { generateKeyPair } from '../noise/key-pair.ts';
import type { NoiseError } from '../noise/errors.ts';
import type { ChannelError } from './channel.ts';

/** Of every handshake between app and bridge: bytes made for another protocol do not fit here (Noise §6). */
export const PROLOGUE = utf8('relais-bridge-v1\0');

export const generateEphemeral = () => generateKeyPair({ extractable: false });

/** Too short for a handshake message is no message; whatever else fails was altered, or sealed for somebody else. */
export const channelErrorOf = (error: NoiseError): ChannelError =>
  error.type === 'malformed' ? { type: 'malformed' } : { type: 'broken' };
