import { beforeAll, describe, expect, it } from 'vitest';
import { hex, toHex, utf8, type Bytes } from '#base/bytes.ts';
import { err, ok, type Result } from '#base/result.ts';
import type { CardChannel, PinPadRequest } from '#cards/channel.ts';
import { cpsLogin } from '#cards/cps/login.ts';
import { pinBlock, presentPin, refusePin } from '#cards/cps/pin.ts';
import type { CardError } from '#cards/errors.ts';
import type { StoredCpsCard } from '#demo/cps-card.ts';
import { issueNurseCard, nurse } from '../demo/cards.ts';
import { answeringChannel } from './channels.ts';
import { challenge, insertCps, lead, presented } from './cps-dialogue.ts';

const ATTRIBUTES = { reference: 1, minLength: 4, maxLength: 8 };
const PADDED = { ...ATTRIBUTES, padding: { storedLength: 8, padChar: 0xff } };

let stored: StoredCpsCard;
beforeAll(async () => {
  ({ stored } = await issueNurseCard());
});

/** A reader with keys: whoever stands there types this code, and the reader puts it into the block. */
function withPinPad(
  channel: CardChannel,
  typed: string,
): { channel: CardChannel; asked: readonly PinPadRequest[] } {
  const asked: PinPadRequest[] = [];
  const pinPad = {
    verify(request: PinPadRequest): Promise<Result<Bytes, CardError>> {
      asked.push({ ...request, command: request.command.slice() });
      const header = request.command.subarray(0, 4);
      const block = request.command.length > 4 ? request.command.slice(5) : new Uint8Array(typed.length);
      block.set(utf8(typed));
      return channel.transmit(Uint8Array.from([...header, block.length, ...block]));
    },
  };
  return {
    asked,
    channel: {
      atr: channel.atr,
      transmit: (command) => channel.transmit(command),
      close: () => channel.close(),
      pinPad,
    },
  };
}

describe('the code that VERIFY carries', () => {
  it('is its digits, filled up as the card wants it', () => {
    expect(toHex(pinBlock(utf8('1234'), ATTRIBUTES))).toBe('31323334');
    expect(toHex(pinBlock(utf8('12345'), PADDED))).toBe('3132333435ffffff');
  });

  it.each(['', '123', '123456789', '12a4', '１２３４', '12 4'])('is refused unsent: %j', async (typed) => {
    const channel = answeringChannel(['9000']);
    expect(refusePin(channel, utf8(typed), ATTRIBUTES)).toEqual({ type: 'PinFormat' });
    expect(await presentPin(channel, utf8(typed), ATTRIBUTES, 3)).toEqual(err({ type: 'PinFormat' }));
    expect(channel.sent).toEqual([]);
  });

  it('is answered by the tries that are left', async () => {
    const answers: readonly (readonly [string, unknown])[] = [
      ['9000', ok(undefined)],
      ['63c2', err({ type: 'WrongPin', triesLeft: 2 })],
      ['63c0', err({ type: 'PinBlocked' })],
      ['6300', err({ type: 'WrongPin', triesLeft: 1 })],
      ['6983', err({ type: 'PinBlocked' })],
      ['6700', err({ type: 'UnexpectedStatus', sw: 0x6700, step: 'verify PIN' })],
      ['90', err({ type: 'Malformed', what: 'verify PIN: answer without status' })],
    ];
    for (const [answer, expected] of answers) {
      const channel = answeringChannel([answer]);
      expect(await presentPin(channel, utf8('1234'), ATTRIBUTES, 2)).toEqual(expected);
      expect(channel.sent).toEqual(['002000010431323334']);
    }
  });
});

describe('nothing keeps the code', () => {
  it('once it was presented: not the command, not the bytes of the caller', async () => {
    for (const pin of [nurse().pin, '9999', '12', 'abcd']) {
      for (const generation of ['cps3', 'cps4'] as const) {
        const bytes = utf8(pin);
        const commands: Uint8Array[] = [];
        await lead(insertCps({ ...stored, generation }), (channel) =>
          cpsLogin(keepingCommands(channel, commands), { ...challenge, pin: bytes }),
        );
        expect(toHex(bytes)).toBe('00'.repeat(bytes.length));
        const kept = commands.map(toHex).filter((command) => command.includes(toHex(utf8(pin))));
        expect(kept).toEqual([]);
      }
    }
  });

  it('where the card is another one, or pulled out at once', async () => {
    const pin = utf8('1234');
    expect(await cpsLogin(answeringChannel(['9000']), { ...challenge, pin })).toMatchObject({ ok: false });
    expect(pin).toEqual(new Uint8Array(4));
    const reader = insertCps(stored);
    reader.setFault({ type: 'pulled', after: 0 });
    const second = utf8('1234');
    await lead(reader, (channel) => cpsLogin(channel, { ...challenge, pin: second }));
    expect(second).toEqual(new Uint8Array(4));
  });

  /** Keeps the arrays themselves, as a careless channel would. */
  function keepingCommands(channel: CardChannel, commands: Uint8Array[]): CardChannel {
    return {
      atr: channel.atr,
      close: () => channel.close(),
      transmit(command) {
        commands.push(command);
        return channel.transmit(command.slice());
      },
    };
  }
});

describe('a code typed on the keys of the reader', () => {
  it('never enters the computer: the reader is given an empty block and the lengths', async () => {
    const { asked, channel } = withPinPad(answeringChannel(['9000']), '1234');
    expect(await presentPin(channel, 'atStation', PADDED, 3)).toEqual(ok(undefined));
    expect(await presentPin(channel, 'atStation', ATTRIBUTES, 3)).toEqual(ok(undefined));
    expect(asked.map(({ command, minLength, maxLength }) => [toHex(command), minLength, maxLength])).toEqual([
      ['0020000108ffffffffffffffff', 4, 8],
      ['00200001', 4, 8],
    ]);
  });

  it.each(['cps3', 'cps4'] as const)(
    'signs in with a %s, after the tries left were read',
    async (generation) => {
      const reader = insertCps({ ...stored, generation }, { pinPadding: PADDED.padding });
      const { result, recording } = await lead(reader, (channel) =>
        cpsLogin(withPinPad(channel, nurse().pin).channel, { ...challenge, pin: 'atStation' }),
      );
      expect(result.ok).toBe(true);
      expect(presented(recording)).toHaveLength(1);
      const blocked = insertCps({ ...stored, generation }, { triesLeft: 0 });
      const refused = await lead(blocked, (channel) => {
        const pad = withPinPad(channel, nurse().pin);
        return cpsLogin(pad.channel, { ...challenge, pin: 'atStation' });
      });
      expect(refused.result).toEqual(err({ type: 'PinBlocked' }));
      expect(presented(refused.recording)).toEqual([]);
    },
  );

  it('that is wrong is answered by the tries left', async () => {
    const { result } = await lead(insertCps(stored), (channel) =>
      cpsLogin(withPinPad(channel, '9999').channel, { ...challenge, pin: 'atStation' }),
    );
    expect(result).toEqual(err({ type: 'WrongPin', triesLeft: 2 }));
  });

  it('is passed on as cancelled or not typed, and no other way is tried', async () => {
    for (const type of ['PinPadCancelled', 'PinPadTimeout'] as const) {
      const { result, recording } = await lead(insertCps(stored), (channel) => {
        const pinPad = { verify: () => Promise.resolve(err({ type })) };
        return cpsLogin({ ...channel, pinPad }, { ...challenge, pin: 'atStation' });
      });
      expect(result).toEqual(err({ type }));
      expect(presented(recording)).toEqual([]);
    }
  });

  it('needs a reader that has keys', async () => {
    const { result, recording } = await lead(insertCps(stored), (channel) =>
      cpsLogin(channel, { ...challenge, pin: 'atStation' }),
    );
    expect(result).toEqual(err({ type: 'NoPinPad' }));
    expect(recording.sent.at(-1)?.startsWith('00b0')).toBe(true);
  });

  it('is asked for on the logical channel of the card', async () => {
    const pads: PinPadRequest[] = [];
    await lead(insertCps({ ...stored, generation: 'cps4' }), (channel) => {
      const pad = withPinPad(channel, nurse().pin);
      const verify = (request: PinPadRequest): Promise<Result<Bytes, CardError>> => {
        pads.push(request);
        return pad.channel.pinPad?.verify(request) ?? Promise.resolve(ok(hex('6f00')));
      };
      return cpsLogin({ ...pad.channel, pinPad: { verify } }, { ...challenge, pin: 'atStation' });
    });
    expect(pads.map(({ command }) => toHex(command))).toEqual(['01200001']);
  });
});
