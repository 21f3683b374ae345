/** The browser's badge on the icon of the installed app (W3C Badging API), where it has one. */
export type BadgePort = {
  setAppBadge?(count: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
};

/** How many items wait to be sent, on the app's icon. A browser that refuses shows none: nothing depends on it. */
export async function showBadge(port: BadgePort, count: number): Promise<void> {
  try {
    await (count > 0 ? port.setAppBadge?.(count) : port.clearAppBadge?.());
  } catch {
    // not installed, or not allowed
  }
}
