import { err, ok, type Result } from '#base/result.ts';
import { isBrochureVersion, type BrochureVersion } from './brochure.ts';

/**
 * The three steps of a creation, in this order, each with its time:
 *
 *   informed ──▶ consented ──▶ identified ──▶ the DMP may exist
 *
 * 1 informed: the holder was told and has the brochure in hand. 2 consented: the tick of the professional records the
 * holder's consent; without it no DMP (EX_1.1-1010), and the consents to the two emergency accesses are shown ticked
 * (EX_1.1-1050). 3 identified: the carte Vitale is read, which is a prerequisite (EX_GEN-1400), then the identity is
 * confirmed, and only then is anything stored (EX_GEN-1250). Who and on which device stand in the command that carries
 * the record.
 */
export const CREATION_STEPS = ['informed', 'consented', 'identified'] as const;
export type CreationStep = (typeof CREATION_STEPS)[number];

/** Times in milliseconds since 1970, by the clock of the device: they order the steps of one creation. */
export type CreationRecord = {
  readonly informed: { readonly at: number; readonly brochureVersion: BrochureVersion };
  readonly consent: {
    readonly at: number;
    /** The holder lets any professional in when they cannot speak and are in danger («bris de glace»). */
    readonly breakGlass: boolean;
    /** The holder lets the regulating doctor of the SAMU in («centre de régulation»). */
    readonly dispatchCentre: boolean;
  };
  readonly identified: { readonly vitaleReadAt: number; readonly confirmedAt: number };
};

export type EmergencyConsents = Pick<CreationRecord['consent'], 'breakGlass' | 'dispatchCentre'>;

/** EX_1.1-1050: both ticked until the holder says otherwise. */
export const DEFAULT_EMERGENCY_CONSENTS: EmergencyConsents = { breakGlass: true, dispatchCentre: true };

/** What a creation holds so far, or what somebody claims it to hold. */
export type CreationDraft = {
  readonly informed?: { readonly at: number; readonly brochureVersion: string } | undefined;
  readonly consent?:
    | {
        readonly at: number;
        readonly breakGlass?: boolean | undefined;
        readonly dispatchCentre?: boolean | undefined;
      }
    | undefined;
  readonly identified?: { readonly vitaleReadAt: number; readonly confirmedAt: number } | undefined;
};

export type CreationError =
  | { type: 'StepMissing'; step: CreationStep }
  /** Dated before the step that must come first. */
  | { type: 'StepOutOfOrder'; step: CreationStep }
  /** Not a time in whole milliseconds since 1970. */
  | { type: 'StepTimeInvalid'; step: CreationStep }
  | { type: 'BrochureUnknown' };

export type CreationEvent =
  | { readonly type: 'informed'; readonly at: number; readonly brochureVersion: string }
  | ({ readonly type: 'consented'; readonly at: number } & Partial<EmergencyConsents>)
  | { readonly type: 'identified'; readonly vitaleReadAt: number; readonly confirmedAt: number }
  /** The holder changed their mind, or a step was ticked by mistake: this step and those after it are undone. */
  | { readonly type: 'undone'; readonly step: CreationStep };

export const EMPTY_CREATION: CreationDraft = {};

/** The step to do next; undefined when all are done. */
export function nextCreationStep(draft: CreationDraft): CreationStep | undefined {
  if (!draft.informed) return 'informed';
  if (!draft.consent) return 'consented';
  return draft.identified ? undefined : 'identified';
}

/** The draft after an event; a step taken before its turn or dated before the one it follows is refused. */
export function creationAfter(
  draft: CreationDraft,
  event: CreationEvent,
): Result<CreationDraft, CreationError> {
  if (event.type === 'undone') return ok(undone(draft, event.step));
  const before = undone(draft, event.type);
  const missing = nextCreationStep(before);
  if (missing !== undefined && missing !== event.type) return err({ type: 'StepMissing', step: missing });
  const after = withStep(before, event);
  const error = stepError(after, event.type);
  return error ? err(error) : ok(after);
}

/** All three steps present, dated in order, with a brochure that exists; emergency consents default to given. */
export function checkCreationRecord(draft: CreationDraft): Result<CreationRecord, CreationError> {
  for (const step of CREATION_STEPS) {
    const error = stepError(draft, step);
    if (error) return err(error);
  }
  return assembled(draft);
}

function assembled({ informed, consent, identified }: CreationDraft): Result<CreationRecord, CreationError> {
  if (!informed) return err({ type: 'StepMissing', step: 'informed' });
  if (!consent) return err({ type: 'StepMissing', step: 'consented' });
  if (!identified) return err({ type: 'StepMissing', step: 'identified' });
  if (!isBrochureVersion(informed.brochureVersion)) return err({ type: 'BrochureUnknown' });
  return ok({
    informed: { at: informed.at, brochureVersion: informed.brochureVersion },
    consent: { at: consent.at, ...emergencyConsents(consent) },
    identified: { vitaleReadAt: identified.vitaleReadAt, confirmedAt: identified.confirmedAt },
  });
}

const emergencyConsents = (
  consent: Partial<Record<keyof EmergencyConsents, boolean | undefined>>,
): EmergencyConsents => ({
  breakGlass: consent.breakGlass ?? DEFAULT_EMERGENCY_CONSENTS.breakGlass,
  dispatchCentre: consent.dispatchCentre ?? DEFAULT_EMERGENCY_CONSENTS.dispatchCentre,
});

function withStep(draft: CreationDraft, event: Exclude<CreationEvent, { type: 'undone' }>): CreationDraft {
  switch (event.type) {
    case 'informed':
      return { informed: { at: event.at, brochureVersion: event.brochureVersion } };
    case 'consented':
      return { ...draft, consent: { at: event.at, ...emergencyConsents(event) } };
    case 'identified':
      return { ...draft, identified: { vitaleReadAt: event.vitaleReadAt, confirmedAt: event.confirmedAt } };
  }
}

function undone(draft: CreationDraft, step: CreationStep): CreationDraft {
  const kept = CREATION_STEPS.indexOf(step);
  return {
    ...(kept > 0 && draft.informed ? { informed: draft.informed } : {}),
    ...(kept > 1 && draft.consent ? { consent: draft.consent } : {}),
  };
}

function stepError(draft: CreationDraft, step: CreationStep): CreationError | undefined {
  const times = timesOf(draft, step);
  if (!times) return { type: 'StepMissing', step };
  if (!times.every(isTime)) return { type: 'StepTimeInvalid', step };
  if (step === 'informed' && !isBrochureVersion(draft.informed?.brochureVersion ?? ''))
    return { type: 'BrochureUnknown' };
  const sequence = [...timesBefore(draft, step), ...times];
  return sequence.every((at, i) => i === 0 || (sequence[i - 1] ?? 0) <= at)
    ? undefined
    : { type: 'StepOutOfOrder', step };
}

const timesBefore = (draft: CreationDraft, step: CreationStep): number[] =>
  CREATION_STEPS.slice(0, CREATION_STEPS.indexOf(step)).flatMap((earlier) => timesOf(draft, earlier) ?? []);

function timesOf({ informed, consent, identified }: CreationDraft, step: CreationStep): number[] | undefined {
  if (step === 'informed') return informed && [informed.at];
  if (step === 'consented') return consent && [consent.at];
  return identified && [identified.vitaleReadAt, identified.confirmedAt];
}

const isTime = (at: number): boolean => Number.isSafeInteger(at) && at > 0;
