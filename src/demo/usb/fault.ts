import { concat, type Bytes } from '#base/bytes.ts';
import { COMMAND, encodeTimeExtension, ICC, type ReaderCommand } from './messages.ts';

/** What goes wrong on demand, from the next message on, until another fault is set. */
export type Fault =
  /** Unplugged when this many bulk transfers were made, in both directions. */
  | { readonly type: 'unplugged'; readonly after: number }
  /** Every answer names another slot, or another sequence number. */
  | { readonly type: 'otherSlot' }
  | { readonly type: 'otherSequence' }
  /** Answers to older commands come before each true one. */
  | { readonly type: 'staleAnswers'; readonly count: number }
  /** «More time», so often, before each answer of the card. */
  | { readonly type: 'timeExtensions'; readonly times: number }
  /** Only the first bytes of each answer. */
  | { readonly type: 'truncated'; readonly length: number }
  /** dwLength says so many bytes more (or fewer) than there are. */
  | { readonly type: 'lengthLie'; readonly by: number }
  /** These bytes in place of each answer. */
  | { readonly type: 'garbage'; readonly bytes: Bytes }
  /** Answers are changed; `message` counts from 0 since the fault was set. */
  | { readonly type: 'altered'; readonly alter: (answer: Bytes, message: number) => Bytes }
  /** The card says nothing: to power, or to any command. */
  | { readonly type: 'cardMute' }
  /** The reader reports a fault of its own whenever it should reach the card. */
  | { readonly type: 'hardwareError' }
  /** The bulk endpoint stalls; clearHalt heals it until the next message. */
  | { readonly type: 'stall'; readonly endpoint: 'in' | 'out' }
  /** No answer ever comes to what is sent to the card. */
  | { readonly type: 'silent' };

const CARD_COMMANDS: readonly number[] = [COMMAND.iccPowerOn, COMMAND.xfrBlock, COMMAND.secure];
const isForCard = ({ type }: ReaderCommand): boolean => CARD_COMMANDS.includes(type);

/** What goes over the bulk pipe in place of a true answer. `message` counts from 0 since the fault was set. */
export function delivered(
  fault: Fault | undefined,
  command: ReaderCommand,
  answer: Bytes,
  message: number,
): readonly Bytes[] {
  switch (fault?.type) {
    case 'otherSlot':
      return [changed(answer, 5, (slot) => slot + 1)];
    case 'otherSequence':
      return [changed(answer, 6, (seq) => seq + 1)];
    case 'staleAnswers':
      return [...older(answer, fault.count), answer];
    case 'timeExtensions':
      return isForCard(command) ? [...extensions(command, fault.times), answer] : [answer];
    case 'truncated':
      return [answer.slice(0, fault.length)];
    case 'lengthLie':
      return [lied(answer, fault.by)];
    case 'garbage':
      return [fault.bytes];
    case 'altered':
      return [fault.alter(answer, message)];
    case 'silent':
      return isForCard(command) ? [] : [answer];
    case 'cardMute':
    case 'hardwareError':
    case 'stall':
    case 'unplugged':
    case undefined:
      return [answer];
  }
}

function changed(answer: Bytes, at: number, change: (byte: number) => number): Bytes {
  const other = answer.slice();
  other[at] = change(answer[at] ?? 0);
  return other;
}

const older = (answer: Bytes, count: number): readonly Bytes[] =>
  Array.from({ length: count }, (_, i) => changed(answer, 6, (seq) => seq - count + i));

const extensions = (command: ReaderCommand, times: number): readonly Bytes[] =>
  Array.from({ length: times }, () => encodeTimeExtension(command, ICC.active));

function lied(answer: Bytes, by: number): Bytes {
  const other = concat(answer);
  if (other.length < 5) return other;
  const view = new DataView(other.buffer);
  view.setUint32(1, Math.max(0, view.getUint32(1, true) + by), true);
  return other;
}
