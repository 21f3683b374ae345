import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromPlain, toPlain } from '#cards/station-errors.ts';
import type { StationError } from '#cards/station.ts';
import { bridgeFailure } from '#wire/bridge.ts';

const errors: readonly StationError[] = [
  { type: 'NoReader' },
  { type: 'CardRemoved' },
  { type: 'WrongPin', triesLeft: 2 },
  { type: 'WrongCard', found: 'vitale' },
  { type: 'UnknownCard', atr: '3b00' },
  { type: 'ReaderFault', what: 'sequence' },
  { type: 'ReaderUnsupported', because: 'characterLevel' },
  { type: 'UnexpectedStatus', sw: 0x6f00, step: 'select' },
  { type: 'Malformed', what: 'EF(ODF)' },
  { type: 'NotAccepted' },
  { type: 'NonceUsed' },
];

describe('an error of a station on its way', () => {
  it.each(errors)('arrives as it was: %o', (error) => {
    expect(fromPlain(bridgeFailure.parse(toPlain(error)))).toEqual(error);
  });

  it('is of another version where its type is not known', () => {
    expect(fromPlain({ type: 'Toaster' })).toEqual({ type: 'BridgeVersion' });
    expect(fromPlain({ type: 'constructor' })).toEqual({ type: 'BridgeVersion' });
    expect(fromPlain({ type: 'WrongPin' })).toEqual({ type: 'BridgeVersion' });
    expect(fromPlain({ type: 'WrongPin', triesLeft: -1 })).toEqual({ type: 'BridgeVersion' });
  });

  it('is always one of ours, whatever the other side says', () => {
    fc.assert(
      fc.property(
        fc.record({
          type: fc.oneof(fc.constantFrom(...errors.map(({ type }) => type)), fc.string()),
          triesLeft: fc.option(fc.integer(), { nil: undefined }),
          sw: fc.option(fc.integer(), { nil: undefined }),
          what: fc.option(fc.string(), { nil: undefined }),
          because: fc.option(fc.string(), { nil: undefined }),
        }),
        (failure) => {
          const error = fromPlain(failure);
          expect(fromPlain(toPlain(error))).toEqual(error);
        },
      ),
      { numRuns: 300 },
    );
  });
});
