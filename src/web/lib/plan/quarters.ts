import type { Planned, PlanChange } from '#core/plans/queries/planned.ts';
import type { Unplanned, YearPlan } from '#core/plans/queries/plan.ts';
import { compareQuarters, quarterName, type Quarter } from '#core/plans/model.ts';
import type { Words } from '#messages/generated/messages.js';

const roman = ['I', 'II', 'III', 'IV'];

export const quarterWords = (m: Words, { year, quarter }: Quarter): string =>
	m.plan.quarter({ quarter: roman[quarter - 1]!, year: String(year) });

/** All that a plan tells of one quarter. */
export interface PlanQuarter extends Quarter {
	planned: Planned[];
	/** What was put off from here, each with that change. */
	moved: { planned: Planned; change: PlanChange }[];
	unplanned: Unplanned[];
}

type Told = Pick<YearPlan, 'planned' | 'unplanned'>;

/** By quarter, each that has something to tell. */
export function quartersOf({ planned, unplanned }: Told): PlanQuarter[] {
	const found = new Map<string, PlanQuarter>();
	const at = ({ year, quarter }: Quarter): PlanQuarter => {
		const name = quarterName({ year, quarter });
		const known = found.get(name);
		if (known) return known;
		const one = { year, quarter, planned: [], moved: [], unplanned: [] };
		found.set(name, one);
		return one;
	};
	for (const one of planned) {
		at(one).planned.push(one);
		for (const change of one.changes)
			if (change.kind === 'postponed') at(change).moved.push({ planned: one, change });
	}
	for (const one of unplanned) at(one).unplanned.push(one);
	return [...found.values()].sort(compareQuarters);
}

/** The quarters of one year. */
export const quartersIn = (plan: Told, year: number): PlanQuarter[] =>
	quartersOf(plan).filter((one) => one.year === year);
