/**
 * One run at a time for each id, with the newest wish: what came in between is never run. For a picture that is made anew
 * at each move of a finger.
 */
export function newestWish<Wish>(
  run: (id: number, wish: Wish) => Promise<void>,
): (id: number, wish: Wish) => Promise<void> {
  const wished = new Map<number, { readonly wish: Wish }>();
  const running = new Set<number>();
  return async (id, wish) => {
    wished.set(id, { wish });
    if (running.has(id)) return;
    running.add(id);
    for (let next = wished.get(id); next; next = wished.get(id)) {
      wished.delete(id);
      await run(id, next.wish);
    }
    running.delete(id);
  };
}
