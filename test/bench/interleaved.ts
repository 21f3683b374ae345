/**
 * Runs measurements in turns, so that what slows the machine for a while slows all of them. Every other round goes
 * backwards: none always follows the same one.
 * @returns the samples of each, one per round
 */
export async function interleaved<Name extends string>(
  rounds: number,
  measurements: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(measurements) as Name[];
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const name of round % 2 === 0 ? names : names.toReversed())
      samples.get(name)?.push(await measurements[name]());
  return Object.fromEntries(samples) as Record<Name, number[]>;
}

/** Times per second that `act` is done, when every lane does it again and again for `ms`. */
export async function ratePerSecond(ms: number, lanes: readonly (() => Promise<void>)[]): Promise<number> {
  const from = performance.now();
  let done = 0;
  const lane = async (act: () => Promise<void>): Promise<void> => {
    while (performance.now() - from < ms) {
      await act();
      done += 1;
    }
  };
  await Promise.all(lanes.map(lane));
  return done / ((performance.now() - from) / 1000);
}
