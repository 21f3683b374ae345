import { words, type ProblemTexts } from '../problem.ts';

const NO_TRY_SPENT = 'No try of the code was used.';
const NOTHING_READ = 'Nothing of the card was kept.';
const PAIR_AGAIN = 'Show a new QR code on the bridge and pair it again.';

export const bridge: ProblemTexts['bridge'] = {
  RelayAway: () =>
    words(
      'The server is out of reach',
      'The bridge and this device talk through the server, which did not answer.',
      NO_TRY_SPENT,
      'Check the network. A reader plugged into this device reads Vitale cards without it.',
    ),
  BridgeAway: () =>
    words(
      'The bridge is not there',
      'It is not connected to the server: switched off, asleep, without network, or closed.',
      NO_TRY_SPENT,
      'On the computer with the reader, start the Relais bridge and wait until it says “connected”.',
    ),
  BridgeSilent: () =>
    words(
      'The bridge did not answer in time',
      'It is connected, but its answer did not arrive.',
      'If a code was on its way, it may have been presented to the card once, never twice.',
      'Look at the screen of the bridge, check the card, then try again.',
    ),
  ChannelBroken: () =>
    words(
      'The channel with the bridge broke',
      'A message arrived altered, twice or out of order: it was rejected and the channel closed.',
      'If a code was on its way, it may have been presented to the card once, never twice.',
      'Try again: a new channel opens. If it happens again, tell your IT service.',
    ),
  PairingEnded: () =>
    words(
      'This bridge is no longer paired',
      'The pairing was ended, there or here, or was not used for a long time.',
      NO_TRY_SPENT,
      PAIR_AGAIN,
    ),
  PairingLinkInvalid: () =>
    words(
      'This link is no longer valid',
      'A pairing link works once, within ten minutes.',
      'No bridge was paired.',
      PAIR_AGAIN,
    ),
  NotAccepted: () =>
    words(
      'The sign-in was not accepted at the bridge',
      'It was refused there, or nobody answered in time.',
      NO_TRY_SPENT,
      'Compare the two digits shown here and at the bridge, then accept the sign-in there.',
    ),
  OriginMismatch: () =>
    words(
      'This bridge serves another address',
      'It is set up for another server than the one of this page: nothing was entrusted to it.',
      NO_TRY_SPENT,
      'Check the address of this page, and the one that the bridge shows.',
    ),
  NonceUsed: () =>
    words(
      'This sign-in request was used already',
      'The bridge received the same request twice and signed only the first.',
      NO_TRY_SPENT,
      'Sign in again. If it happens again, tell your IT service.',
    ),
  BridgeVersion: () =>
    words(
      'The bridge and this page do not understand each other',
      'Their versions are too far apart.',
      NOTHING_READ,
      'Update the Relais bridge, and reload this page.',
    ),
  NoPinEntry: () =>
    words(
      'The code cannot be typed at the bridge',
      'It runs without a screen, and its reader has no keys.',
      NO_TRY_SPENT,
      'Type the code on this device.',
    ),
};
