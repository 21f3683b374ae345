import type { BridgeHost } from '../core/host.ts';
import type { PendingApprovals } from '../core/pending-approvals.ts';
import type { Notice, PinScreen } from '../core/ports.ts';
import type { ReaderSource } from '../reading/reader-source.ts';
import { pairingRows } from './pairing-rows.ts';
import type { Keyboard } from './keyboard.ts';
import { sentenceOf, type Messages, type SaidNotice } from './messages.ts';
import { offerLines } from './offer-lines.ts';
import { createTerminalPin } from './terminal-pin.ts';

/** What a bridge in a terminal shows and asks. */
export interface Terminal {
  /** Present where keys can be typed. */
  readonly pinScreen: PinScreen | undefined;
  onNotice(notice: Notice): void;
  /** Once the bridge runs. */
  attach(bridge: { host: BridgeHost; approvals: PendingApprovals; source: ReaderSource }): void;
}

export interface TerminalDeps {
  readonly text: Messages;
  /** Absent where nobody can type: the lines are shown, questions are answered by the commands. */
  readonly keyboard: Keyboard | undefined;
  readonly write: (text: string) => void;
  readonly openLink: ((link: string) => void) | undefined;
  readonly quit: () => void;
  /** Keys of the demonstration, by character. */
  readonly moreKeys?: Readonly<Record<string, () => void>> | undefined;
}

export function createTerminal(deps: TerminalDeps): Terminal {
  const { text, keyboard } = deps;
  let attached: { host: BridgeHost; approvals: PendingApprovals; source: ReaderSource } | undefined;
  let asking = false;
  /** The question on the screen now. */
  let question: { digits: string } | undefined;
  let shownReader = '';
  let shownProblems = '';
  const held: string[] = [];

  /** Nothing is written into a question that is being answered. */
  const line = (said: string): void => {
    if (asking) held.push(said);
    else deps.write(`${said}\n`);
  };
  const onAsking = (now: boolean): void => {
    asking = now;
    if (!now) held.splice(0).forEach(line);
  };
  const pinScreen = keyboard && createTerminalPin({ keyboard, text, write: deps.write, onAsking });

  /** Without any pairing there is nothing else to do but pair. */
  function showServer({ type }: ServerNotice): void {
    line(text.server[SHOWN_AS[type]]);
    if (type === 'listening' && attached?.host.pairings().length === 0 && !attached.host.offer())
      void offer();
  }

  function showReader(): void {
    if (!attached) return;
    const { reader, cardPresent } = attached.host.status();
    const said = text.reader(reader, cardPresent);
    if (said !== shownReader) line(said);
    shownReader = said;
  }

  function showProblems(): void {
    const problems = attached?.source.problems() ?? [];
    const said = problems.map((problem) => sentenceOf(text.readerProblems, problem)).join('\n');
    if (said !== shownProblems && said !== '') line(said);
    shownProblems = said;
  }

  async function offer(): Promise<void> {
    const opened = await attached?.host.openOffer();
    if (!opened?.ok) return line(text.noOffer);
    offerLines(text, opened.value).forEach(line);
    deps.openLink?.(opened.value.link);
  }

  function askApproval(): void {
    const next = attached?.approvals.waiting()[0];
    if (next?.digits === question?.digits) return;
    question = next && { digits: next.digits };
    if (!next) return;
    line(keyboard ? text.acceptQuestion(next.appName, next.digits) : text.waiting(next.appName, next.digits));
  }

  function onKey(key: string): void {
    if (asking) return;
    if (key === '\x03') return deps.quit();
    if (question && text.yesKeys.includes(key))
      return void attached?.approvals.answer(question.digits, 'accepted');
    if (question && text.noKeys.includes(key))
      return void attached?.approvals.answer(question.digits, 'declined');
    if (key === 'q') return deps.quit();
    if (key === 'p') return void offer();
    if (key === 'l') return showPairings();
    deps.moreKeys?.[key]?.();
  }

  function showPairings(): void {
    const rows = pairingRows(text, attached?.host.pairings() ?? []);
    (rows.length > 0 ? rows : [text.noPairing]).forEach(line);
  }

  return {
    pinScreen,
    onNotice(notice) {
      if (notice.type === 'cardChanged') return showReader();
      if (notice.type === 'fault') return line(text.unexpected);
      if (!isSaid(notice)) return showServer(notice);
      const said = sentenceOf(text.notices, notice);
      if (said !== undefined) line(said);
    },
    attach(bridge) {
      attached = bridge;
      bridge.approvals.onChange(askApproval);
      bridge.source.onChange(() => (showReader(), showProblems()));
      keyboard?.onKey(onKey);
      if (keyboard) line(text.keys);
      showReader();
      showProblems();
    },
  };
}

const SHOWN_AS = {
  listening: 'listening',
  serverAway: 'away',
  otherInstance: 'otherInstance',
  otherVersion: 'otherVersion',
} as const;
type ServerNotice = Extract<Notice, { type: keyof typeof SHOWN_AS }>;
type Said = SaidNotice | ServerNotice;
const isSaid = (notice: Said): notice is SaidNotice => !Object.hasOwn(SHOWN_AS, notice.type);
