import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import { FEATURE, type ClassDescriptor } from './descriptor.ts';
import type { AtrFacts } from './parameters/atr.ts';

/** What to agree on with the card and to tell the reader. */
export interface Negotiation {
  readonly protocol: 0 | 1;
  /** Fi and Di as TA1 codes them; 11 is what every card starts with (ISO/IEC 7816-3 §8.3). */
  readonly speed: number;
  /** PPS is ours to send. */
  readonly pps: boolean;
  /** The reader is told the parameters. */
  readonly setParameters: boolean;
  /** The reader chose by itself and may have chosen T=1: it is to be asked. */
  readonly askProtocol: boolean;
}

export const DEFAULT_SPEED = 0x11;
/** dwMaxDataRate is often rounded down. */
const RATE_TOLERANCE = 1.05;

/** Chooses the first protocol of the card that the reader speaks, at the card's speed where the reader reaches it. */
export function planNegotiation(
  facts: AtrFacts,
  descriptor: ClassDescriptor,
): Result<Negotiation, CardError> {
  const protocol = chooseProtocol(facts, descriptor);
  if (protocol === undefined) return err({ type: 'ReaderUnsupported', because: 'protocol' });
  const { features, level } = descriptor;
  const byReader = (features & FEATURE.automaticNegotiation) !== 0;
  const speed = byReader ? (facts.ta1 ?? DEFAULT_SPEED) : reachableSpeed(facts, descriptor);
  const agreed =
    facts.specificMode !== undefined || (speed === DEFAULT_SPEED && protocol === facts.protocols[0]);
  const ppsByReader = (features & (FEATURE.automaticNegotiation | FEATURE.automaticPps)) !== 0;
  return ok({
    protocol,
    speed,
    // above TPDU level a block of ours would be taken for a command
    pps: level === 'tpdu' && !ppsByReader && !agreed,
    setParameters: !byReader,
    askProtocol: level === 'tpdu' && byReader && !facts.specificMode && facts.protocols.length > 1,
  });
}

/** What works with every card and reader, after a refused agreement. */
export const withoutAgreement = (plan: Negotiation): Negotiation => ({
  ...plan,
  speed: DEFAULT_SPEED,
  pps: false,
});

function chooseProtocol(facts: AtrFacts, { level, protocols }: ClassDescriptor): 0 | 1 | undefined {
  const offered = facts.specificMode ? [facts.specificMode.protocol] : facts.protocols;
  const spoken = offered.find((protocol) => protocols.includes(protocol));
  // above TPDU level the reader translates, contactless cards among them: let it try
  return level === 'tpdu' ? spoken : (spoken ?? offered[0] ?? 0);
}

/** In specific mode the card's speed holds, whatever the reader says. */
function reachableSpeed(facts: AtrFacts, { defaultClock, maxDataRate }: ClassDescriptor): number {
  if (facts.ta1 === undefined) return DEFAULT_SPEED;
  const rate = (defaultClock * 1000 * facts.di) / facts.fi;
  const reaches = maxDataRate === 0 || rate <= maxDataRate * RATE_TOLERANCE;
  return reaches || facts.specificMode ? facts.ta1 : DEFAULT_SPEED;
}
