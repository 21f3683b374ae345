import { describe, expect, test } from 'vitest';
import { unwrap } from '#base/result.ts';
import { CURRENT_BROCHURE, isBrochureVersion } from '#domain/consent/brochure.ts';
import {
  checkCreationRecord,
  creationAfter,
  EMPTY_CREATION,
  nextCreationStep,
  type CreationDraft,
} from '#domain/consent/creation-steps.ts';

const informed = { at: 1000, brochureVersion: CURRENT_BROCHURE };
const consent = { at: 2000, breakGlass: true, dispatchCentre: false };
const identified = { vitaleReadAt: 3000, confirmedAt: 4000 };
const complete: CreationDraft = { informed, consent, identified };

const reason = (draft: CreationDraft) => {
  const result = checkCreationRecord(draft);
  return result.ok ? undefined : result.error;
};

describe('a record of creation', () => {
  test('with the three steps in order is accepted as it is', () => {
    expect(unwrap(checkCreationRecord(complete))).toEqual(complete);
  });

  test('emergency consents are given unless refused', () => {
    const record = unwrap(checkCreationRecord({ ...complete, consent: { at: 2000 } }));
    expect(record.consent).toEqual({ at: 2000, breakGlass: true, dispatchCentre: true });
  });

  test.each([
    [
      { consent, identified },
      { type: 'StepMissing', step: 'informed' },
    ],
    [
      { informed, identified },
      { type: 'StepMissing', step: 'consented' },
    ],
    [
      { informed, consent },
      { type: 'StepMissing', step: 'identified' },
    ],
    [
      { ...complete, consent: { at: 999 } },
      { type: 'StepOutOfOrder', step: 'consented' },
    ],
    [
      { ...complete, identified: { vitaleReadAt: 1500, confirmedAt: 4000 } },
      { type: 'StepOutOfOrder', step: 'identified' },
    ],
    [
      { ...complete, identified: { vitaleReadAt: 3000, confirmedAt: 2999 } },
      { type: 'StepOutOfOrder', step: 'identified' },
    ],
    [
      { ...complete, informed: { ...informed, at: Number.NaN } },
      { type: 'StepTimeInvalid', step: 'informed' },
    ],
    [
      { ...complete, informed: { ...informed, at: 0 } },
      { type: 'StepTimeInvalid', step: 'informed' },
    ],
    [{ ...complete, informed: { ...informed, brochureVersion: '1999-01' } }, { type: 'BrochureUnknown' }],
  ])('%o is refused: %o', (draft, error) => {
    expect(reason(draft)).toEqual(error);
  });

  test('the current brochure is a known one', () => {
    expect(isBrochureVersion(CURRENT_BROCHURE)).toBe(true);
  });
});

describe('taking the steps one by one', () => {
  const start = unwrap(creationAfter(EMPTY_CREATION, { type: 'informed', ...informed }));

  test('each step opens the next', () => {
    expect(nextCreationStep(EMPTY_CREATION)).toBe('informed');
    expect(nextCreationStep(start)).toBe('consented');
    const second = unwrap(creationAfter(start, { type: 'consented', at: 2000 }));
    expect(nextCreationStep(second)).toBe('identified');
    const third = unwrap(creationAfter(second, { type: 'identified', ...identified }));
    expect(nextCreationStep(third)).toBeUndefined();
    expect(checkCreationRecord(third).ok).toBe(true);
  });

  test('consent before information is refused', () => {
    expect(creationAfter(EMPTY_CREATION, { type: 'consented', at: 1 })).toEqual({
      ok: false,
      error: { type: 'StepMissing', step: 'informed' },
    });
  });

  test('withdrawing consent undoes the identification too', () => {
    expect(unwrap(creationAfter(complete, { type: 'undone', step: 'consented' }))).toEqual({ informed });
  });

  test('informing again starts over', () => {
    expect(unwrap(creationAfter(complete, { type: 'informed', ...informed }))).toEqual({ informed });
  });
});
