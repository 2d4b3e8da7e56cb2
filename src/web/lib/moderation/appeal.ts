import type { Phase } from '#core/consultations/model.ts';
import { appealLanes, sealedGrounds, type Ground } from '#core/moderation/model.ts';
import type { Words } from '#messages/generated/messages.js';

/** By when an appeal is decided, and what silence means (requirements §4.5). */
export function appealTermWords(m: Words, phase: Phase, ground: Ground): string {
	const lane =
		phase === 'reported' || phase === 'decided' || phase === 'archived' ? 'normal' : 'fast';
	if (sealedGrounds.includes(ground))
		return m.appeal_when_sealed({ days: appealLanes[lane].workingDays });
	return lane === 'fast' ? m.appeal_when_fast() : m.appeal_when_normal();
}
