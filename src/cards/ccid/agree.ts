import { err, ok, type Result } from '#base/result.ts';
import type { CardError } from '../errors.ts';
import type { ClassDescriptor } from './descriptor.ts';
import { getParameters, setParameters, xfrBlock, type CcidAnswer } from './messages.ts';
import { DEFAULT_SPEED, planNegotiation, withoutAgreement, type Negotiation } from './negotiation.ts';
import type { AtrFacts } from './parameters/atr.ts';
import { ppsRequest, ppsSpeed } from './parameters/pps.ts';
import { parametersFor } from './parameters/set-parameters.ts';
import { powerOff, powerOn } from './power.ts';
import { refusalWhilePowered, SLOT_ERROR } from './refusal.ts';
import type { SlotLink } from './slot-link.ts';

/**
 * Agrees with a freshly powered card on protocol and speed (PPS, where the reader leaves it to us), and tells the reader.
 * A card that refuses its own speed is reset and spoken to at the default one (ISO/IEC 7816-3 §9.3). Gives the protocol.
 */
export async function agreeWithCard(
  link: SlotLink,
  facts: AtrFacts,
  descriptor: ClassDescriptor,
): Promise<Result<0 | 1, CardError>> {
  const plan = planNegotiation(facts, descriptor);
  if (!plan.ok) return plan;
  const first = await agree(link, facts, plan.value);
  if (first.ok || isFinal(first.error) || !canFallBack(plan.value, facts)) return first;
  const reset = await resetCard(link, descriptor);
  return reset.ok ? agree(link, facts, withoutAgreement(plan.value)) : reset;
}

const isFinal = ({ type }: CardError): boolean => type === 'CardRemoved' || type === 'ReaderGone';

/** Without PPS a card speaks the first protocol that it names. */
const canFallBack = ({ protocol, speed }: Negotiation, facts: AtrFacts): boolean =>
  !facts.specificMode && protocol === facts.protocols[0] && speed !== DEFAULT_SPEED;

async function resetCard(link: SlotLink, descriptor: ClassDescriptor): Promise<Result<unknown, CardError>> {
  const off = await powerOff(link);
  if (!off.ok) return off;
  const on = await powerOn(link, descriptor);
  return on.ok || on.error.type !== 'NoCard' ? on : err({ type: 'CardRemoved' });
}

async function agree(link: SlotLink, facts: AtrFacts, plan: Negotiation): Promise<Result<0 | 1, CardError>> {
  const speed = plan.pps ? await sendPps(link, plan) : ok(plan.speed);
  if (!speed.ok) return speed;
  if (plan.setParameters) {
    const told = await tellReader(link, { ...facts, ta1: speed.value }, plan.protocol);
    if (!told.ok) return told;
  }
  return plan.askProtocol ? askReader(link, plan.protocol) : ok(plan.protocol);
}

/** The speed that card and reader are to use from now on. */
async function sendPps(link: SlotLink, { protocol, speed }: Negotiation): Promise<Result<number, CardError>> {
  const request = ppsRequest(protocol, speed);
  const answer = await link.command(xfrBlock(request));
  if (!answer.ok) return answer;
  if (answer.value.outcome === 'failed') return err(refusalWhilePowered(answer.value));
  const agreed = ppsSpeed(request, answer.value.data);
  return agreed === undefined ? err({ type: 'ReaderFault', what: 'PPS refused' }) : ok(agreed);
}

async function tellReader(
  link: SlotLink,
  facts: AtrFacts,
  protocol: 0 | 1,
): Promise<Result<undefined, CardError>> {
  const { protocolNum, data } = parametersFor(facts, protocol);
  const answer = await link.command(setParameters(protocolNum, data));
  if (!answer.ok) return answer;
  return answer.value.outcome === 'done' || keepsItsOwn(answer.value)
    ? ok(undefined)
    : err(refusalWhilePowered(answer.value));
}

/** bError 0: it has no such command; 1 to 127: the byte that it does not let be changed (CCID 1.10 table 6.2-2). */
const keepsItsOwn = ({ card, error }: CcidAnswer): boolean =>
  card === 'active' && error >= SLOT_ERROR.notSupported && error < 0x80;

/** bProtocolNum, where the reader agreed with the card by itself. */
async function askReader(link: SlotLink, expected: 0 | 1): Promise<Result<0 | 1, CardError>> {
  const answer = await link.command(getParameters);
  if (!answer.ok) return answer;
  const { outcome, last } = answer.value;
  return ok(outcome === 'done' && (last === 0 || last === 1) ? last : expected);
}
