import { eq } from 'drizzle-orm';
import { among } from '#storage/among.ts';
import { query, type Reader } from '#storage/storage.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { phaseOf, type Phase } from '../model.ts';

/** A consultation as lists of something else name it. */
export interface NamedConsultation {
	number: string;
	title: Partial<Trilingual>;
	language: 'uk' | 'pl';
	timeZone: string;
	phase: Phase;
	closesAt: number;
	reportDueAt: number;
	reportedAt: number | null;
	decidedAt: number | null;
	cancelledAt: number | null;
}

/** Consultations by their numbers, asked for once. */
export async function consultationsNamed(
	reader: Reader,
	numbers: Iterable<string>
): Promise<Map<string, NamedConsultation>> {
	const wanted = [...new Set(numbers)];
	if (wanted.length === 0) return new Map();
	const rows = await reader.run(byNumbers, { numbers: wanted });
	return new Map(
		rows.map(({ number, title, language, timeZone, ...clocked }) => {
			const phase = phaseOf(clocked, reader.now());
			const { closesAt, reportDueAt, reportedAt, decidedAt, cancelledAt } = clocked;
			const dates = {
				closesAt: closesAt!,
				reportDueAt: reportDueAt!,
				reportedAt,
				decidedAt,
				cancelledAt
			};
			return [number!, { number: number!, title: title!, language, timeZone, phase, ...dates }];
		})
	);
}

const byNumbers = query<{ numbers: string[] }>()('consultations_named', (db, t) =>
	db
		.select({
			number: t.consultations.number,
			title: t.consultations.title,
			language: t.authorities.language,
			timeZone: t.authorities.timeZone,
			status: t.consultations.status,
			opensAt: t.consultations.opensAt,
			closesAt: t.consultations.closesAt,
			reportDueAt: t.consultations.reportDueAt,
			reportedAt: t.consultations.reportedAt,
			decidedAt: t.consultations.decidedAt,
			cancelledAt: t.consultations.cancelledAt
		})
		.from(t.consultations)
		.innerJoin(t.authorities, eq(t.authorities.id, t.consultations.authorityId))
		.where(among(t.consultations.number, 'numbers'))
);
