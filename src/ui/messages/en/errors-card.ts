import { counted } from '../counted.ts';
import { words, type ProblemTexts } from '../problem.ts';

const NOTHING_KEPT = 'Nothing from the card was kept.';
const NO_TRY_SPENT = 'No PIN attempt was used.';
const READ_AGAIN = 'Take the card out, wipe the chip, put it back straight and try again.';

export const card: ProblemTexts['card'] = {
  NoReader: () =>
    words(
      'No card reader',
      'This browser has access to no reader.',
      NO_TRY_SPENT,
      'Plug in a reader that this browser can open, or use the bridge.',
    ),
  NoCard: () =>
    words(
      'No card in the reader',
      'The reader is there, but empty.',
      NOTHING_KEPT,
      'Insert the card, chip towards the reader, and try again.',
    ),
  CardMute: () =>
    words(
      'The card does not answer',
      'It is in the reader but stays mute: badly inserted, dirty or worn out.',
      NOTHING_KEPT,
      `${READ_AGAIN} A card that stays mute needs replacing.`,
    ),
  CardRemoved: () =>
    words(
      'The card was removed too early',
      'Reading had not finished.',
      NOTHING_KEPT,
      'Put the card back and leave it in until the end.',
    ),
  ReaderGone: () =>
    words(
      'The reader was unplugged',
      'Reading had not finished.',
      NOTHING_KEPT,
      'Plug the reader in, put the card back and try again.',
    ),
  ReaderFault: () =>
    words(
      'The reader answered wrongly',
      'Its answer does not follow the protocol of readers, or it reports a fault.',
      NOTHING_KEPT,
      'Unplug the reader, plug it in again and retry. If it happens again, try another one.',
    ),
  ReaderUnsupported: () =>
    words(
      'Relais cannot drive this reader',
      'By its own description it exchanges in a way that is not supported.',
      NO_TRY_SPENT,
      'Use another reader, or a bridge with the driver of its system.',
    ),
  ReaderProtected: () =>
    words(
      'Your browser keeps this reader to itself',
      'No Web page can drive a desktop card reader.',
      NO_TRY_SPENT,
      'Use a bridge: the page “My reader” shows how.',
    ),
  Busy: () =>
    words(
      'The card is in use',
      'Another program or tab is reading this card.',
      NO_TRY_SPENT,
      'Wait until it has finished, or close it, then try again.',
    ),
  UnknownCard: () =>
    words(
      'Unknown card',
      'It is neither a Vitale card nor a CPS card that Relais can read.',
      NOTHING_KEPT,
      'Check the card. A bank or transport card will not do.',
    ),
  WrongCard: ({ found }) =>
    found === 'vitale'
      ? words(
          'This is a Vitale card',
          'Your professional card (CPS) is needed here.',
          NOTHING_KEPT,
          'Swap the cards and try again.',
        )
      : words(
          'This is a CPS card',
          'The Vitale card of the person in your care is needed here.',
          NO_TRY_SPENT,
          'Swap the cards and try again.',
        ),
  Vitale1: () =>
    words(
      'First-generation Vitale card',
      'The content of Vitale 1 cards was never published: Relais cannot read them.',
      NOTHING_KEPT,
      'The person can ask their health insurance fund for a Vitale 2 card. Until then, their record cannot be created here.',
    ),
  ContactlessCps: () =>
    words(
      'Card used without contact',
      'Without contact, a CPS card cannot check its PIN.',
      NO_TRY_SPENT,
      'Insert the card into the slot of the reader.',
    ),
  WrongPin: ({ triesLeft }) =>
    words(
      'PIN refused by the card',
      `${counted(triesLeft, 'attempt', 'attempts', 'attempts')} left before the card is blocked.`,
      'Relais never retries by itself.',
      triesLeft === 1
        ? 'If you are not certain of your PIN, stop here and find it first.'
        : 'Check your PIN, then enter it again.',
    ),
  PinBlocked: () =>
    words(
      'The card is blocked',
      'Too many wrong PINs were presented to this card.',
      'Records kept on this device still open with your passphrase.',
      'Unblock the card with its PUK and the tool of the Agence du numérique en santé, or ask them for a new card.',
    ),
  PinFormat: () =>
    words(
      'This PIN does not have the expected form',
      'The PIN of a CPS card is made of digits, as many as the card says.',
      NO_TRY_SPENT,
      'Enter your PIN again.',
    ),
  PinReferenceUnknown: () =>
    words(
      'This card does not say how to check its PIN',
      'Its structure is not one that Relais knows. To be safe, the PIN was not presented.',
      NO_TRY_SPENT,
      'Report this card model to your IT service.',
    ),
  PinPadCancelled: () =>
    words(
      'Cancelled on the reader',
      'The cancel key was pressed.',
      NO_TRY_SPENT,
      'Start again whenever you like.',
    ),
  PinPadTimeout: () =>
    words(
      'No code typed on the reader',
      'The reader waited, then gave up.',
      NO_TRY_SPENT,
      'Start again, and type the code on the keys of the reader.',
    ),
  NoPinPad: () =>
    words(
      'This reader has no keys',
      'The code was to be typed on the reader.',
      NO_TRY_SPENT,
      'Type the code on this screen.',
    ),
  CertificateMissing: () =>
    words(
      'No sign-in certificate on the card',
      'The card does not hold the certificate that proves who you are.',
      NO_TRY_SPENT,
      'Check that the card is yours and up to date; otherwise ask for a new one.',
    ),
  CertificateMismatch: () =>
    words(
      'The card and its certificate do not belong together',
      'What the card signed does not match the certificate that it shows.',
      'Nobody was signed in.',
      'Try once more: the certificate will be read again. If it happens again, have the card checked.',
    ),
  UnexpectedStatus: ({ sw }) =>
    words(
      'The card refused a step of the reading',
      `It answered with code ${sw.toString(16).toUpperCase().padStart(4, '0')}, unexpected at this point.`,
      NOTHING_KEPT,
      `${READ_AGAIN} If it happens again, note this code for your IT service.`,
    ),
  Malformed: () =>
    words(
      'The card gave an unreadable answer',
      'What it holds does not follow the expected format: a disturbed reading or a damaged card.',
      NOTHING_KEPT,
      READ_AGAIN,
    ),
  TooMuchData: () =>
    words(
      'The card keeps answering without end',
      'It sends more than it could hold. The reading was stopped.',
      NOTHING_KEPT,
      'Do not use this card, and report it to your IT service.',
    ),
};
