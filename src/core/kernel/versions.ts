import { Refusal } from './errors.ts';

/**
 * Nobody overwrites unasked what somebody else has saved meanwhile: refuses `version_conflict` with the version that is
 * there now. Whoever names none has looked at none.
 */
export function refuseStale(present: number, seen: number | undefined): void {
	if (seen !== undefined && seen !== present)
		throw new Refusal('version_conflict', { version: present });
}
