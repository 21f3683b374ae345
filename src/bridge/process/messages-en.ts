import type { Messages } from './messages.ts';

const tries = (left: number | undefined): string =>
  left === undefined
    ? ''
    : left === 1
      ? ' — BEWARE, last try before the card is blocked'
      : ` (${left} tries)`;

export const english: Messages = {
  program: 'The bridge of Relais: lends the card reader of this computer to a tablet or a phone.',
  options: {
    origin: 'address of the Relais server, as in the browser: https://relais.example',
    name: 'name of this place, shown on paired devices; by default that of the computer',
    state: 'folder of the keys and pairings of this bridge',
    readers: 'where to look for readers: auto, pcsc or usb',
    config: 'configuration file (JSON)',
    service: 'nobody sits at the screen: a log in JSON, no questions and no code typed here',
    open: 'also open the pairing link in the browser of this computer',
    reset: 'first forget the server, the keys and the pairings of this folder',
    json: 'write one JSON value, for scripts',
  },
  commands: {
    status: 'tell how the running bridge is',
    pair: 'give a link to pair a device (ten minutes, one device)',
    pairings: 'list the paired devices',
    accept: 'accept the first login of a device, by its two digits',
    decline: 'decline the first login of a device',
    revoke: 'end a pairing, by its number in the list',
  },
  arguments: { digits: 'the two digits that the device shows', number: 'number in the list' },
  configuration: 'The bridge cannot start:',
  configProblems: {
    OriginMissing: () =>
      'the address of the server is missing: --origin https://… or the variable RELAIS_ORIGIN',
    OriginMalformed: ({ value }) =>
      `"${value}" is not the address of a server: https, a name, nothing after (http on this machine only)`,
    ReadersUnknown: ({ value }) => `"${value}" is no way to look for readers: auto, pcsc or usb`,
    NameUnusable: () => 'the name of this place is empty or over 80 characters',
    FileUnreadable: ({ file }) => `${file} cannot be read`,
    FileMalformed: ({ file }) => `${file} is no configuration file: JSON with origin, name, state, readers`,
  },
  stateErrors: {
    StateUnreadable: ({ file }) =>
      `${file} is damaged; "--reset" starts afresh, and devices are to be paired again`,
    StateNotWritable: ({ file }) => `${file} cannot be written`,
    OtherOrigin: ({ origin }) =>
      `this folder belongs to the server ${origin}; choose another by --state, or start afresh by --reset`,
  },
  readerProblems: {
    PcscMissing: () =>
      'PC/SC cannot be used (module "smartcard" absent or not compiled): only free USB readers are seen.',
    PcscServiceAway: () => 'The PC/SC service does not answer (pcscd on Linux, "Smart Card" on Windows).',
    UsbUnavailable: () => 'USB cannot be reached on this machine.',
    UsbRefused: ({ reader }) =>
      `${reader}: the system refuses access (udev rule on Linux, WinUSB driver on Windows).`,
    UsbBusy: ({ reader }) => `${reader}: another program holds this reader.`,
  },
  controlErrors: {
    NotRunning: 'No bridge is running with this folder.',
    AlreadyRunning: 'A bridge is already running with this folder.',
    ControlUnusable: 'The bridge did not understand, or the path of its folder is too long for a socket.',
    ServerAway: 'The server cannot be reached; try again when the bridge is connected.',
    NothingWaits: 'No login waits with these two digits.',
    NoSuchPairing: 'No pairing has this number.',
    NoSuchCard: 'No demonstration card has this name.',
    NoCards: 'The demonstration cards cannot be read from the server.',
    UnknownCommand: 'The running bridge does not know this command.',
  },
  unexpected: 'Something unexpected happened',
  welcome: (origin, name) => `Relais bridge "${name}" for ${origin}`,
  keys: 'Keys: p pair a device · l list devices · q quit',
  server: {
    connecting: 'Connecting to the server…',
    listening: 'Connected to the server.',
    away: 'The server does not answer; trying again in some seconds.',
    otherInstance:
      'ANOTHER server than at the beginning answers at this address: nothing is done with it. If it was installed anew, start with --reset.',
    otherVersion: 'The server is of another version: update the bridge.',
  },
  reader: (reader, cardPresent) =>
    reader === null ? 'No reader.' : `Reader: ${reader}, ${cardPresent ? 'card present' : 'no card'}.`,
  notices: {
    offered: () => undefined,
    offerEnded: () => 'The pairing link is no longer valid.',
    paired: ({ appName, digits }) => `"${appName}" is paired. Its two digits: ${digits}.`,
    pairingEnded: ({ appName, by }) =>
      ({
        bridge: `The pairing of "${appName}" is over.`,
        app: `"${appName}" ended its pairing.`,
        disuse: `The pairing of "${appName}" is over: it was not used for two months.`,
      })[by],
    refused: ({ because }) =>
      ({
        origin: 'Refused: a device of another address.',
        version: 'Refused: a device of another version.',
        unknownApp: 'Refused: a device that is not paired, or no longer.',
        pairing: 'Refused: a pairing link that was used or is too old.',
        frame: 'Refused: a damaged message.',
      })[because],
    served: () => undefined,
    approvalAsked: () => undefined,
    approvalEnded: ({ outcome }) =>
      ({ accepted: 'Accepted.', declined: 'Declined.', timeout: 'Nobody answered: declined.' })[outcome],
    lastTry: () => 'BEWARE: one try is left before the card is blocked.',
  },
  offer: (link, until) => [
    'To pair a device: point its camera at this code,',
    `or open this link on the device (valid until ${until}, once):`,
    link,
  ],
  noOffer: 'The server cannot be reached: no link for now.',
  pin: (appName, left) => `Code of the card, for "${appName}"${tries(left)}, then Enter (Esc gives up): `,
  pinTaken: '(taken)',
  acceptQuestion: (appName, digits) =>
    `"${appName}" wants to sign in with the card of this reader. Does it show the digits ${digits}? Accept? [y/n] `,
  yesKeys: 'yYoO',
  noKeys: 'nN',
  pairing: ({ number, appName, pairedOn, usedOn, accepted, inUse }) =>
    `${number}. ${appName}, paired ${pairedOn}, used ${usedOn}${accepted ? '' : ', first login to be accepted'}${inUse ? ', in use' : ''}`,
  noPairing: 'No device is paired.',
  revoked: (appName) => `The pairing of "${appName}" is over.`,
  answered: { accept: 'Accepted.', decline: 'Declined.' },
  waiting: (appName, digits) => `"${appName}" waits to be accepted (digits ${digits}).`,
  stopped: 'Bridge stopped.',
  locale: 'en-GB',
  usage: { help: 'show this help', titles: {}, errors: {} },
};
