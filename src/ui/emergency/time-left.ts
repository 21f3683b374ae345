/** A duration as a clock shows it: «3 h 59» over an hour, «59:07» under it. Never negative. */
export function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}\u00a0h\u00a0${two(minutes)}` : `${minutes}:${two(seconds % 60)}`;
}
