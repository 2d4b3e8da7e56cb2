import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { signedIn } from '../accounts/commands.ts';
import { phaseOf, type Phase } from '../consultations/model.ts';
import { takesPaper } from '../consultations/terms.ts';
import { scopesOf, type Actor } from '../kernel/actor.ts';
import type { Lang, Trilingual } from '../kernel/text.ts';
import { dayOf } from '../kernel/time.ts';
import { isTimeFor } from '../permissions/policy.ts';

/** A consultation for which the actor's centre may enter what came on paper or by voice. */
export interface Intake {
	number: string;
	title: Partial<Trilingual>;
	/** In which it was announced. */
	language: Lang;
	authority: Trilingual;
	phase: Phase;
	closesOn: string;
	/** The last day on which what was received in time may be entered. */
	lateIntakeUntil: string;
}

/** What takes entries now: open, or closed with the late intake still open; the one that ends first comes first. */
export function intakes(store: Store, actor: Actor): Promise<Intake[]> {
	const account = signedIn(actor);
	return store.read(async ({ db, t, now }) => {
		const rows = await db
			.select({
				consultation: t.consultations,
				authority: t.authorities.name,
				language: t.authorities.language,
				timeZone: t.authorities.timeZone
			})
			.from(t.consultations)
			.innerJoin(t.authorities, eq(t.authorities.id, t.consultations.authorityId))
			.where(
				and(
					inArray(t.consultations.hostCentreId, scopesOf(account, 'consultant', 'coordinator')),
					eq(t.consultations.status, 'published'),
					isNull(t.consultations.reportedAt)
				)
			)
			.orderBy(asc(t.consultations.closesAt));
		return rows.flatMap(({ consultation, authority, language, timeZone }) => {
			const { number, title, content } = consultation;
			const phase = phaseOf(consultation, now());
			const today = dayOf(now(), timeZone);
			const taking = isTimeFor('contribution.enter', phase);
			const { closesOn, lateIntakeUntil } = content!;
			if (!taking || !takesPaper(content!, { receivedOn: closesOn, enteredOn: today })) return [];
			return [
				{ number: number!, title: title!, language, authority, phase, closesOn, lateIntakeUntil }
			];
		});
	});
}
