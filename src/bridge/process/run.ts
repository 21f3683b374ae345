import { log } from '#base/log.ts';
import { readBridgeConfig, type BridgeConfig } from '../config.ts';
import type { Notice } from '../core/ports.ts';
import type { Context } from './context.ts';
import { readControlToken } from '../state/control-token.ts';
import { callControl } from './control.ts';
import { controlPath } from './control-path.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { openKeyboard, type Keyboard } from './keyboard.ts';
import { sentenceOf } from './messages.ts';
import { forgetServer, openBridge, type OpenError, type RunningBridge } from './open-bridge.ts';
import { openInBrowser } from './open-link.ts';
import type { Readers } from './product.ts';
import type { RunOptions } from './program.ts';
import { logNotice, logReaderProblem } from './service-log.ts';
import { createTerminal, type Terminal } from './terminal.ts';

/** Runs the bridge until it is told to stop: by a signal, or by a key. */
export async function runBridge(context: Context, options: RunOptions): Promise<ExitCode> {
  const config = configOf(context, options);
  if (!config) return EXIT.configuration;
  if (options.reset && !(await isRunning(config.stateFolder, context.platform)))
    await forgetServer(config.stateFolder);
  const stopping = stopSignal();
  const readers = await context.product.openReaders(config, options.card);
  const front = options.service
    ? serviceFront(readers)
    : terminalFront(context, options, { config, readers, quit: stopping.stop });
  const opened = await openBridge({
    config,
    source: readers.source,
    kind: context.product.stationKind,
    pinScreen: front.pinScreen,
    onNotice: front.onNotice,
    onStateFailure: ({ type }) => log('error', 'bridge.state', { problem: type }),
    commands: readers.commands,
  });
  if (opened.ok) {
    front.attach(opened.value);
    await stopping.asked;
    await opened.value.stop();
  } else await readers.source.close();
  front.close();
  return opened.ok ? EXIT.done : refuse(context, opened.error);
}

/** What a bridge that runs still uses is not taken from under it; it says itself that it runs. */
async function isRunning(folder: string, platform: NodeJS.Platform): Promise<boolean> {
  const token = await readControlToken(folder);
  if (!token.ok || token.value === undefined) return false;
  const place = { path: controlPath(folder, platform), token: token.value };
  const answer = await callControl(place, 'status', []);
  return answer.ok || answer.error.type !== 'NotRunning';
}

function configOf(context: Context, options: RunOptions): BridgeConfig | undefined {
  const { env, platform, product, text, say } = context;
  const fallback = product.defaultOrigin === undefined ? {} : { RELAIS_ORIGIN: product.defaultOrigin };
  const given = { ...fallback, ...env };
  const config = readBridgeConfig(options, { env: given, platform, program: product.program });
  if (config.ok) return config.value;
  say(text.configuration);
  config.error.forEach((problem) => say(`  - ${sentenceOf(text.configProblems, problem) ?? ''}`));
  return undefined;
}

function refuse({ text, say }: Context, error: OpenError): ExitCode {
  if (error.type === 'AlreadyRunning' || error.type === 'NotRunning' || error.type === 'ControlUnusable') {
    say(text.controlErrors[error.type] ?? error.type);
    return error.type === 'ControlUnusable' ? EXIT.configuration : EXIT.running;
  }
  say(text.configuration);
  say(`  - ${sentenceOf(text.stateErrors, error) ?? ''}`);
  return EXIT.configuration;
}

/** What shows and asks: the terminal, or the log. */
interface Front {
  readonly pinScreen: Terminal['pinScreen'];
  readonly onNotice: (notice: Notice) => void;
  attach(bridge: RunningBridge): void;
  close(): void;
}

const serviceFront = ({ source }: Readers): Front => ({
  pinScreen: undefined,
  onNotice: logNotice,
  attach() {
    const problems = (): void => source.problems().forEach(logReaderProblem);
    source.onChange(problems);
    problems();
  },
  close: () => undefined,
});

function terminalFront(
  { text, out }: Context,
  options: RunOptions,
  { config, readers, quit }: { config: BridgeConfig; readers: Readers; quit: () => void },
): Front {
  const keyboard = terminalKeyboard();
  const terminal = createTerminal({
    text,
    keyboard,
    write: (written) => void process.stdout.write(written),
    openLink: options.open ? openInBrowser : undefined,
    quit,
    moreKeys: readers.keys,
  });
  out(text.welcome(config.origin, config.name));
  return {
    pinScreen: terminal.pinScreen,
    onNotice: (notice) => terminal.onNotice(notice),
    attach({ host, approvals }) {
      terminal.attach({ host, approvals, source: readers.source });
      if (readers.hint !== undefined) out(readers.hint);
    },
    close() {
      keyboard?.close();
      out(text.stopped);
    },
  };
}

/** Where somebody sits: at a pipe nobody can type. */
const terminalKeyboard = (): Keyboard | undefined =>
  process.stdin.isTTY && process.stdout.isTTY ? openKeyboard(process.stdin) : undefined;

function stopSignal(): { asked: Promise<void>; stop: () => void } {
  let stop: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (stop = resolve));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  return { asked, stop };
}
