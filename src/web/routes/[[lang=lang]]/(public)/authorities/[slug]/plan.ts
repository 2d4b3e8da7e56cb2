import type { ConsultationSummary } from '#core/consultations/queries/summaries.ts';
import { isoDay } from '#messages/dates.ts';

/** A day on which something begins or ends. */
interface PlannedDay {
	/** An instant of that day, by the authority's clock. */
	at: number;
	what: 'opens' | 'closes' | 'report';
	consultation: ConsultationSummary;
}

interface Quarter {
	year: string;
	/** From 1 to 4. */
	quarter: number;
	days: PlannedDay[];
}

/** What is still to come, by quarters of a year: of what nobody has announced, nothing is known. */
export function planOf(coming: readonly ConsultationSummary[], now: number): Quarter[] {
	const days = coming
		.flatMap((consultation): PlannedDay[] => [
			{ at: consultation.opensAt, what: 'opens', consultation },
			{ at: consultation.closesAt - 1, what: 'closes', consultation },
			{ at: consultation.reportDueAt - 1, what: 'report', consultation }
		])
		.filter(({ at }) => at >= now)
		.sort((one, other) => one.at - other.at);
	const quarters: Quarter[] = [];
	for (const day of days) {
		const [year = '', month = '1'] = isoDay(day.at, day.consultation.timeZone).split('-');
		const quarter = Math.ceil(Number(month) / 3);
		const last = quarters.at(-1);
		if (last?.year === year && last.quarter === quarter) last.days.push(day);
		else quarters.push({ year, quarter, days: [day] });
	}
	return quarters;
}
