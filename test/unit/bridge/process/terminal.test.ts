import { describe, expect, it } from 'vitest';
import { ok } from '#base/result.ts';
import type { DeviceId } from '#base/brand.ts';
import type { BridgeHost } from '#bridge/core/host.ts';
import { createPendingApprovals } from '#bridge/core/pending-approvals.ts';
import type { Keyboard } from '#bridge/process/keyboard.ts';
import { english } from '#bridge/process/messages-en.ts';
import { french } from '#bridge/process/messages-fr.ts';
import { messagesFor, type Messages } from '#bridge/process/messages.ts';
import { createTerminal } from '#bridge/process/terminal.ts';
import { createTerminalPin } from '#bridge/process/terminal-pin.ts';
import type { ReaderProblem } from '#bridge/reading/reader-source.ts';
import { settle } from '#test/support/bridge/manual-time.ts';

function fakeKeyboard(): Keyboard & { type(keys: string): void } {
  const listeners = new Set<(key: string) => void>();
  return {
    onKey(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    type: (keys) => {
      for (const key of keys) for (const listener of [...listeners]) listener(key);
    },
    close: () => undefined,
  };
}

const question = (digits: string) => ({ address: 'a' as DeviceId, appName: 'Tablette', digits });
const never = new AbortController().signal;

function openTerminal(options: { keys?: boolean; text?: Messages } = {}) {
  const keyboard = fakeKeyboard();
  const approvals = createPendingApprovals();
  const opened: string[] = [];
  let written = '';
  let quits = 0;
  let problems: ReaderProblem[] = [];
  let pairings: unknown[] = [];
  let cardPresent = false;
  const sourceListeners = new Set<() => void>();
  const host: Pick<BridgeHost, 'status' | 'serverState' | 'offer' | 'openOffer'> & { pairings: () => never } =
    {
      status: () => ({ reader: 'Lecteur', cardPresent, ownPinEntry: null }),
      serverState: () => 'listening',
      offer: () => undefined,
      openOffer: async () => {
        opened.push('offer');
        return ok({ link: 'https://relais.example/pair#AAAA', expiresAt: 0 });
      },
      pairings: () => pairings as never,
    };
  const terminal = createTerminal({
    text: options.text ?? english,
    keyboard: options.keys === false ? undefined : keyboard,
    write: (text) => (written += text),
    openLink: (link) => opened.push(link),
    quit: () => quits++,
    moreKeys: { '1': () => opened.push('card') },
  });
  terminal.attach({
    host: host as unknown as BridgeHost,
    approvals,
    source: {
      list: () => [],
      problems: () => problems,
      onChange: (listener) => {
        sourceListeners.add(listener);
        return () => sourceListeners.delete(listener);
      },
      close: () => Promise.resolve(),
    },
  });
  return {
    terminal,
    keyboard,
    approvals,
    opened,
    written: () => written,
    quits: () => quits,
    setProblems: (next: ReaderProblem[]) => {
      problems = next;
      for (const listener of sourceListeners) listener();
    },
    setPairings: (next: unknown[]) => void (pairings = next),
    setCard: (present: boolean) => void (cardPresent = present),
  };
}

describe('a bridge in a terminal', () => {
  it('shows a link at once where nothing is paired yet, as a QR code and as text', async () => {
    const { terminal, written, opened } = openTerminal();
    terminal.onNotice({ type: 'listening' });
    await settle();
    expect(opened).toEqual(['offer', 'https://relais.example/pair#AAAA']);
    expect(written()).toContain('https://relais.example/pair#AAAA');
    expect(written()).toMatch(/█▀|▀█/);
  });

  it('says once what the reader holds, and what is in the way of readers', () => {
    const { terminal, written, setCard, setProblems } = openTerminal();
    terminal.onNotice({ type: 'cardChanged' });
    setCard(true);
    terminal.onNotice({ type: 'cardChanged' });
    terminal.onNotice({ type: 'cardChanged' });
    expect(written().match(/card present/g)).toHaveLength(1);
    setProblems([{ type: 'PcscMissing' }]);
    setProblems([{ type: 'PcscMissing' }]);
    expect(written().match(/smartcard/g)).toHaveLength(1);
  });

  it('asks about a new app, and answers by one key', async () => {
    const { approvals, keyboard, written } = openTerminal({ text: french });
    const asked = approvals.ask(question('42'), never);
    expect(written()).toContain('« Tablette » veut se connecter');
    expect(written()).toContain('42');
    keyboard.type('x');
    keyboard.type('o');
    expect(await asked).toBe('accepted');
    const again = approvals.ask(question('43'), never);
    keyboard.type('n');
    expect(await again).toBe('declined');
  });

  it('asks about one app after the other', async () => {
    const { approvals, keyboard, written } = openTerminal();
    const first = approvals.ask(question('11'), never);
    const second = approvals.ask(question('22'), never);
    expect(written()).not.toContain('22');
    keyboard.type('y');
    expect(await first).toBe('accepted');
    expect(written()).toContain('22');
    keyboard.type('n');
    expect(await second).toBe('declined');
  });

  it('knows the keys for pairing, the list, a card of the demonstration, and the end', async () => {
    const { keyboard, opened, quits, written, setPairings } = openTerminal();
    setPairings([{ appName: 'Tablette', pairedAt: 0, lastUsedAt: 0, accepted: false, inUse: true }]);
    keyboard.type('l1p');
    await settle();
    expect(written()).toContain('1. Tablette');
    expect(opened).toEqual(['card', 'offer', 'https://relais.example/pair#AAAA']);
    keyboard.type('q');
    keyboard.type('\x03');
    expect(quits()).toBe(2);
  });

  it('leaves questions to the commands where nobody can type', () => {
    const { terminal, approvals, written } = openTerminal({ keys: false });
    void approvals.ask(question('42'), never);
    expect(terminal.pinScreen).toBeUndefined();
    expect(written()).toContain('waits to be accepted (digits 42)');
  });

  it('writes no line into a question for a code', async () => {
    const { terminal, keyboard, written } = openTerminal();
    const asked = terminal.pinScreen?.askPin({ appName: 'Tablette', triesLeft: 1 }, never);
    expect(written()).toContain('last try');
    const before = written();
    terminal.onNotice({ type: 'lastTry' });
    keyboard.type('q12');
    expect(written()).toBe(before);
    keyboard.type('34\r');
    expect(await asked).toEqual(new TextEncoder().encode('1234'));
    expect(written()).toContain('BEWARE: one try');
  });

  it.each([english, french])('has a sentence for every notice', (text) => {
    const { terminal, written } = openTerminal({ text });
    const before = written().length;
    terminal.onNotice({ type: 'paired', appName: 'A', digits: '42' });
    terminal.onNotice({ type: 'pairingEnded', appName: 'A', by: 'disuse' });
    terminal.onNotice({ type: 'refused', because: 'origin' });
    terminal.onNotice({ type: 'approvalEnded', outcome: 'timeout' });
    terminal.onNotice({ type: 'otherInstance' });
    terminal.onNotice({ type: 'serverAway' });
    expect(written().length).toBeGreaterThan(before + 100);
    expect(written()).not.toContain('undefined');
  });
});

describe('a code typed at the terminal', () => {
  const open = () => {
    const keyboard = fakeKeyboard();
    let written = '';
    const pin = createTerminalPin({
      keyboard,
      text: english,
      write: (text) => (written += text),
      onAsking: () => undefined,
    });
    return { keyboard, pin, written: () => written };
  };
  const ask = (pin: ReturnType<typeof open>['pin'], signal = never) =>
    pin.askPin({ appName: 'A', triesLeft: 3 }, signal);

  it('shows neither digits nor their number', async () => {
    const { keyboard, pin, written } = open();
    const asked = ask(pin);
    const before = written();
    keyboard.type('12x\x7f34');
    expect(written()).toBe(before);
    keyboard.type('\r');
    expect(await asked).toEqual(new TextEncoder().encode('134'));
    expect(written()).not.toContain('134');
  });

  it('is given up by Escape, Ctrl-C, or when it is no longer wanted', async () => {
    const { keyboard, pin } = open();
    for (const key of ['\x1b', '\x03']) {
      const asked = ask(pin);
      keyboard.type(`12${key}`);
      expect(await asked).toBeUndefined();
    }
    const over = new AbortController();
    const asked = ask(pin, over.signal);
    over.abort();
    expect(await asked).toBeUndefined();
    expect(await ask(pin, over.signal)).toBeUndefined();
  });

  it('is not empty', async () => {
    const { keyboard, pin } = open();
    const asked = ask(pin);
    keyboard.type('\r\r1\r');
    expect(await asked).toEqual(new TextEncoder().encode('1'));
  });
});

describe('the language of a bridge', () => {
  it('is that of the environment', () => {
    expect(messagesFor({ LANG: 'fr_FR.UTF-8' })).toBe(french);
    expect(messagesFor({ LANG: 'de_DE', LC_ALL: 'fr' })).toBe(french);
    expect(messagesFor({ LANG: 'C' })).toBe(english);
  });
});
