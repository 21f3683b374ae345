const DAY_MS = 24 * 3600 * 1000;

/** One year (esante.gouv.fr 2010-06-14), counted as 365 days of 24 h. Of a professional and of a care team alike. */
export const AUTHORISATION_MS = 365 * DAY_MS;
/** A break-glass access ends by itself, unless the operator sets another time (between the two below). */
export const EMERGENCY_MS = 4 * 3600 * 1000;
export const EMERGENCY_MIN_MS = 10 * 60 * 1000;
export const EMERGENCY_MAX_MS = 24 * 3600 * 1000;
/** A closed dossier is erased ten years later (R1111-36), counted as 3,653 days. */
export const CLOSED_KEPT_MS = 3653 * DAY_MS;
/** Asked for by the holder: «within three months» (R1111-36); the first month leaves time to think again. */
export const ERASURE_DELAY_MS = 30 * DAY_MS;
/** R1111-53: after two weeks without an announcement the holder is told that something is new. */
export const ANNOUNCEMENT_TOLD_MS = 14 * DAY_MS;

/** How long a dossier stays on a device after the contact that confirmed it, unless the operator says otherwise. */
export const LEASE_MS = 72 * 3600 * 1000;
export const LEASE_MIN_MS = 3600 * 1000;
export const LEASE_MAX_MS = 30 * 24 * 3600 * 1000;
