import { counted } from '../counted.ts';
import type { Texts } from '../fr.ts';

export const round: Texts['round'] = {
  title: 'Visit round',
  lead: (day: string) => `The records to take along on ${day}.`,
  visits: 'Today’s visits',
  none: 'No record chosen',
  noneText: 'Choose the records to take along. Their order is that of the visits.',
  choose: 'Choose records',
  search: 'Search by name or birth date',
  nothingFound: 'No record for this search.',
  allChosen: 'All your records are in the round.',
  add: (name: string) => `Add ${name}`,
  remove: (name: string) => `Remove ${name} from the round`,
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  added: (names: readonly string[]) =>
    names.length === 1 ? `${names[0]} is in the round` : `${names.length} records added to the round`,
  removed: (name: string) => `${name} is no longer in the round`,
  movedTo: (name: string, place: number) => `${name}: visit no. ${place}`,
  takenBack: 'The round is as it was before',
  before: (day: string, count: number) =>
    `Take the round of ${day} again (${counted(count, 'record', 'records')})`,
  usual: 'Usual patients',
  others: 'Other records',
  unnamed: 'Record to be fetched',
  unnamedText: 'Its name will show once it is on this device.',
  onServerProblem:
    'The list of records on the server cannot be read now: only those of this device are offered.',
  here: 'Complete',
  partly: 'To be completed',
  notHere: 'To be fetched',
  closed: 'No longer open to you',
  prepare: 'Prepare the round',
  renew: 'Refresh before leaving',
  goOn: 'Go on now',
  cancel: 'Stop',
  reckoning: 'Reckoning what is lacking…',
  lacking: (contents: number, bytes: string) =>
    `To be fetched: ${counted(contents, 'document', 'documents')}, ${bytes}.`,
  unknown: (count: number) =>
    count === 1
      ? 'One record is not here yet: its size will be known once its list has come.'
      : `${count} records are not here yet: their size will be known once their lists have come.`,
  free: (bytes: string) => `Free on this device: ${bytes}.`,
  lists: (done: number, total: number) => `Lists of records: ${done} of ${total}`,
  contents: (done: number, total: number) => `Documents: ${done} of ${total}`,
  running: 'Being prepared',
  runningText: 'You may leave this page; keep the device unlocked.',
  waiting: 'The network broke off',
  waitingText: 'What has come is kept. It goes on by itself as soon as the server answers.',
  noRoom: 'Not enough room on this device',
  noRoomText: (needed: string, free: string) =>
    `${needed} are needed, ${free} are left. Nothing more was fetched. Remove records from the round, or make room, then try again.`,
  failed: (count: number) =>
    count > 0 ? counted(count, 'document did not come', 'documents did not come') : 'A record did not come',
  failedText: 'The rest is here. Try again before leaving.',
  ready: 'Ready for the road',
  readyText: (moment: string) => `All of it opens without a network, until ${moment}.`,
  leaving: (count: number) =>
    count === 1
      ? 'One record is about to leave this device'
      : `${count} records are about to leave this device`,
  leavingText: (names: string, moment: string) =>
    `${names}: at the earliest on ${moment}. Connect to the server and open them, or prepare the round, to keep them. What you wrote and have not sent yet never leaves.`,
  left: (count: number) =>
    count === 1 ? 'One record has left this device' : `${count} records have left this device`,
  leftText:
    'The time that they may be kept without contact with the server had passed. Nothing that you wrote is lost; open them again when the server answers.',
  card: 'Today’s round',
  cardNone: 'Take the records of the day along: all of them open without a network.',
  cardVisits: (count: number) => counted(count, 'record in the round', 'records in the round'),
  cardOpen: 'See the round',
  cardPrepare: 'Prepare my round',
  pending: 'To be created',
  pendingTitle: 'Created without a network',
  pendingRefused: 'Creation refused',
  pendingDocuments: (count: number) => counted(count, 'document waiting', 'documents waiting'),
  news: (count: number) => counted(count, 'new document', 'new documents'),
  map: 'Open in maps: ',
  addFor: (name: string) => `Add for ${name}`,
  addWhat: { care: 'Measures', capture: 'Photo', note: 'Note' },
  forWhom: (name: string) => `for ${name}`,
  recent: 'Opened lately',
  openedAt: (moment: string) => `opened: ${moment}`,
  road: {
    battery: (percent: number) => `Battery low: ${percent}%`,
    batteryText: 'What you write is kept as you write it. Plug the tablet in as soon as you can.',
    storage: (free: string) => `Nearly no room left: ${free}`,
    storageText: 'A photo might not fit any more. Send what is waiting, or take dossiers off this device.',
    storageLink: 'See the room',
    lacking: (count: number) =>
      counted(count, 'dossier of the round is not whole here', 'dossiers of the round are not whole here'),
    lackingText: 'Prepare the round while there is a network.',
    lackingOffline: 'The documents they lack will open when the network is back.',
    lackingLink: 'Prepare the round',
    refused: (count: number) => counted(count, 'item was refused', 'items were refused'),
    refusedText: 'The server did not take it; all is kept here. See why, and what to do.',
    waiting: (count: number) => counted(count, 'item is waiting to be sent', 'items are waiting to be sent'),
    waitingOnline: 'It goes by itself.',
    waitingOffline: 'It will go by itself when the server answers.',
    waitingLink: 'See the outbox',
  },
};
