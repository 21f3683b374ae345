import { createMemoryCpsCache } from '#cards/cps/card-cache.ts';
import type { SimulatedCard } from '#demo/cards/simulated-card.ts';
import { readVitale } from '#cards/vitale/read-vitale.ts';
import { figure, type Figure } from '../figure.ts';
import {
  identity,
  login,
  unlock,
  vitaleCard,
  type BenchCps,
  type Dialogue,
  type Generation,
} from './bench-cards.ts';
import { countBare } from './led.ts';

/** Exchanges and bytes of each dialogue at T=0, GET RESPONSE and status bytes included, beside the fewest exchanges. */
export async function exchangeCounts(cps: BenchCps): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, card, dialogue, fewest } of dialogues(cps)) {
    const { exchanges, bytesSent, bytesReceived } = await countBare(card, dialogue);
    figures.push(
      figure(name, 'exchanges', [exchanges], { atMost: sum(fewest) }),
      figure(`${name}, to the card`, 'bytes', [bytesSent]),
      figure(`${name}, from the card`, 'bytes', [bytesReceived]),
    );
  }
  return figures;
}

type Row = {
  readonly name: string;
  readonly card: SimulatedCard;
  readonly dialogue: Dialogue;
  /** Of exchanges, part by part. */
  readonly fewest: readonly number[];
};
const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);

/** SELECT and READ BINARY. */
const KNOWN_FILE = 2;
/** The same where the length is not known before: a T=0 card first says how much there is (6Cxx). */
const FILE = 3;
/** A command that carries data and has an answer, which GET RESPONSE fetches. */
const WITH_ANSWER = 2;

/**
 * Vitale: two directories to select, and in each a file of unknown length; where a file is longer than 256 bytes, its
 * first part tells, and a second one follows.
 */
const VITALE = { small: [1, 2, 1, 2], large: [1, 1, 1, 1, 1, 2] };

/** Root application, SN.ICC, EF_ACTUA: without them nothing that was kept may be used. */
const NAMED = [1, KNOWN_FILE, KNOWN_FILE];
/** ODF, PrKDF, AODF, CDF; their lengths differ from card to card. */
const DIRECTORIES = [FILE, FILE, FILE, FILE];

const CPS3 = {
  // counters by GET DATA, in the master file where SN.ICC lies
  tries: [WITH_ANSWER],
  // EF.DIR of known length; 1800 bytes in parts of 231; and back to the master file
  discover: [KNOWN_FILE, ...DIRECTORIES, 1 + Math.ceil(1800 / 0xe7), 1],
  // application, VERIFY, MSE, INTERNAL AUTHENTICATE
  sign: [1, 1, 1, WITH_ANSWER],
  // two, and the one that is not there
  situations: [FILE, FILE, 1],
};
const CPS4 = {
  // application, VERIFY without a code
  tries: [1, 1],
  // EF.DIR; 1800 bytes in parts of 256
  discover: [FILE, ...DIRECTORIES, 1 + Math.ceil(1800 / 256)],
  // VERIFY, MSE, PSO DECIPHER of 256 bytes in two commands
  sign: [1, 1, 1, WITH_ANSWER],
  // EF(DODF) names them
  situations: [FILE, FILE, FILE],
};

const dialogues = (cps: BenchCps): readonly Row[] => [
  ...(['small', 'large'] as const).map((size) => ({
    name: `carte Vitale, ${size} files`,
    card: vitaleCard(size),
    dialogue: readVitale,
    fewest: VITALE[size],
  })),
  ...cpsDialogues(cps, 'cps3', CPS3),
  ...cpsDialogues(cps, 'cps4', CPS4),
];

function cpsDialogues(cps: BenchCps, generation: Generation, parts: typeof CPS3): readonly Row[] {
  const card = cps.card(generation);
  const known = cps.known(generation);
  const { tries, discover, sign, situations } = parts;
  const row = (what: string, dialogue: Dialogue, ...fewest: readonly (readonly number[])[]): Row => ({
    name: `${generation.toUpperCase()} ${what}`,
    card,
    dialogue,
    fewest: fewest.flat(),
  });
  const fresh = createMemoryCpsCache;
  return [
    row('identity, first time', identity(fresh()), NAMED, discover, tries),
    row('identity, card known', identity(known), NAMED, tries),
    row('login, first time', login(fresh()), NAMED, discover, tries, sign, situations),
    row('login, card known', login(known), NAMED, tries, sign),
    row('unlock, first time', unlock(fresh()), NAMED, discover, tries, sign),
    row('unlock, card known', unlock(known), NAMED, tries, sign),
  ];
}
