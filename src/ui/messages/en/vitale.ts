import type { DossierTexts } from '../fr/dossier.ts';

const READ_AGAIN =
  'Read the card again. Should it happen again, the person can have it replaced by their fund.';

export const vitale = {
  title: 'Vitale card',
  lead: 'The card says who the person is. Their social security number is neither shown nor kept.',
  insert: 'Insert the Vitale card',
  insertText: 'Chip towards the reader. Reading starts by itself.',
  cardIn: 'A card is in the reader',
  reader: (name: string) => name,
  noReader: 'No card reader',
  noReaderText:
    'This browser has access to no reader. Connect one that it can open, or use the bridge computer.',
  read: 'Read the card',
  readAgain: 'Read the card again',
  reading: 'Reading the card…',
  readingText: 'Leave the card in place.',
  persons: (count: number) => (count === 1 ? 'Person on this card' : `${count} people on this card`),
  insured: 'Insured',
  beneficiary: 'Dependant',
  noDmp: 'No DMP possible',
  chosen: 'Chosen',
  noIdentifier: {
    NoOwnNir: {
      why: 'This person has no social security number of their own on this card. Without it their identifier cannot be computed and no DMP can be created.',
      todo: 'A child gets a Vitale card of their own at 16, or from 12 if the parents ask their fund. If the person already has a card of their own, read that one.',
    },
    BirthDateIncomplete: {
      why: 'The birth date on this card has 00 as its day or month. No rule was published for computing the identifier in this case, and a guessed date would make a second identity.',
      todo: 'The person can have their birth date completed by their fund, then update their card.',
    },
    BirthDateFormat: {
      why: 'The birth date on this card is missing or unreadable: the identifier cannot be computed.',
      todo: 'The person can update their card at a terminal or a pharmacy, then come back.',
    },
    FirstNameEmpty: {
      why: 'This card gives no first name: the identifier cannot be computed.',
      todo: 'The person can have their civil status completed by their fund, then update their card.',
    },
    NirEmpty: {
      why: 'The social security number is missing from this card: the identifier cannot be computed.',
      todo: 'The person can update their card at a terminal or a pharmacy, then come back.',
    },
    NirLength: {
      why: 'The social security number on this card is incomplete: the identifier cannot be computed.',
      todo: READ_AGAIN,
    },
    NirCharacter: {
      why: 'The social security number on this card has an impossible character: the identifier cannot be computed.',
      todo: READ_AGAIN,
    },
    NirProvisional: {
      why: 'This card carries a provisional number, given while the registration is pending. It identifies nobody for good: no DMP can be created with it.',
      todo: 'The DMP can be created once the fund has given the final number and the new card.',
    },
    NirSex: {
      why: 'The social security number on this card is not that of a person: the identifier cannot be computed.',
      todo: READ_AGAIN,
    },
    NirKeyWrong: {
      why: 'The key of the social security number on this card is wrong: an identifier computed from it might be somebody else’s.',
      todo: READ_AGAIN,
    },
  },
  searching: (name: string) => `Looking for the DMP of ${name}…`,
  opening: (name: string) => `Opening the DMP of ${name}…`,
  none: 'No DMP so far',
  noneText: (name: string) => `${name} has no DMP. You may create it with their agreement, in three steps.`,
  create: 'Create their DMP',
  exists: 'The DMP exists, but is not open to you',
  existsText: {
    notAuthorised: 'Its holder has not authorised you to consult it yet.',
    authorisationExpired: 'Your authorisation is over a year old: it needs to be renewed.',
  },
  authorise: 'Open it with the holder’s agreement',
  authoriseText:
    'By going on you state that the holder is present and agrees. Your authorisation is valid for one year; it is noted in the traces of their record, and they may withdraw it.',
  authorising: 'Authorising…',
  authorised: 'You may consult this record for one year.',
  authoriseWaiting: 'Your authorisation waits to be sent. The record opens once the network is back.',
  closed: 'This DMP is closed',
  closedText:
    'Its holder closed it. It can be neither read nor added to, but may be reopened with their consent.',
  reopen: 'Reopen this DMP with a renewed consent',
  other: 'Choose another person',
  offlineCreate: 'Prepare the creation without a network',
  offlineCreateText:
    'Without a network Relais cannot tell whether this person already has a DMP. The three steps can be done now: the creation will wait, and if the DMP exists already, no second one is made.',
  needSession: 'Sign in to look for a DMP',
  needSessionText: 'Your CPS card opens the session; the device must be unlocked too.',
  signIn: 'Sign in',
  unlock: 'Unlock',
} satisfies DossierTexts['vitale'];
