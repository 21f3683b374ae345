/** What the command line touches of the world: results to `out`, messages for people to `say`. */
export type Io = {
  /** One line on standard output. */
  out(line: string): void;
  /** One line on standard error. */
  say(line: string): void;
  /** All of standard input. */
  readInput(): Promise<string>;
  env: Readonly<Record<string, string | undefined>>;
};

/** 0 done, 1 refused or not valid, 2 wrong usage, 3 configuration missing. */
export const EXIT = { done: 0, refused: 1, usage: 2, configuration: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const processIo: Io = {
  out: (line) => void process.stdout.write(`${line}\n`),
  say: (line) => void process.stderr.write(`${line}\n`),
  readInput: async () => {
    let input = '';
    for await (const chunk of process.stdin.setEncoding('utf8')) input += String(chunk);
    return input;
  },
  env: process.env,
};
