import type { ConsultationSummary } from '#core/consultations/queries/summaries.ts';
import type { YearPlan } from '#core/plans/queries/plan.ts';
import { compareQuarters, quarterAt, quarterName, type Quarter } from '#core/plans/model.ts';
import { quartersOf, type PlanQuarter } from '#lib/plan/quarters.ts';

/** A day on which something begins or ends. */
interface PlannedDay {
	/** An instant of that day, by the authority's clock. */
	at: number;
	what: 'opens' | 'closes' | 'report';
	consultation: ConsultationSummary;
}

export interface ComingQuarter extends PlanQuarter {
	days: PlannedDay[];
}

/** Days that are still to come, of what is announced. */
function daysOf(coming: readonly ConsultationSummary[], now: number): PlannedDay[] {
	return coming
		.flatMap((consultation): PlannedDay[] => [
			{ at: consultation.opensAt, what: 'opens', consultation },
			{ at: consultation.closesAt - 1, what: 'closes', consultation },
			{ at: consultation.reportDueAt - 1, what: 'report', consultation }
		])
		.filter(({ at }) => at >= now)
		.sort((one, other) => one.at - other.at);
}

interface Coming {
	plan: YearPlan;
	coming: readonly ConsultationSummary[];
	now: number;
	timeZone: 'Europe/Kyiv' | 'Europe/Warsaw';
}

/** What is still to come, by quarters: what is planned and not announced yet, and the days of what is. */
export function comingQuarters({ plan, coming, now, timeZone }: Coming): ComingQuarter[] {
	const waiting = plan.planned.filter(
		({ droppedAt, consultation }) => droppedAt === null && consultation === null
	);
	const quarters = new Map<string, ComingQuarter>();
	const at = (one: Quarter) => {
		const name = quarterName(one);
		const known = quarters.get(name) ?? { ...nothing(one), days: [] };
		quarters.set(name, known);
		return known;
	};
	for (const { planned, ...one } of quartersOf({ planned: waiting, unplanned: [] }))
		if (planned.length > 0) at(one).planned.push(...planned);
	for (const day of daysOf(coming, now)) at(quarterAt(day.at, timeZone)).days.push(day);
	return [...quarters.values()].sort(compareQuarters);
}

const nothing = ({ year, quarter }: Quarter): PlanQuarter => ({
	year,
	quarter,
	planned: [],
	moved: [],
	unplanned: []
});
