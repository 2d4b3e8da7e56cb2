import type { Kit } from '#storage/kit.ts';
import type { authorityTables } from '../authorities/tables.ts';
import type { consultationTables } from '../consultations/tables.ts';
import { topics } from '../consultations/model.ts';
import type { Trilingual } from '../kernel/text.ts';
import { planChangeKinds } from './model.ts';

export const planTables = (
	kit: Kit,
	{ authorities }: ReturnType<typeof authorityTables>,
	{ consultations }: ReturnType<typeof consultationTables>
) => {
	/** That an authority has published its plan for a year: what comes afterwards is marked. */
	const yearPlans = kit.table(
		'year_plans',
		{
			authorityId: kit
				.text()
				.notNull()
				.references(() => authorities.id),
			year: kit.integer().notNull(),
			publishedAt: kit.instant().notNull()
		},
		(plan) => [kit.primaryKey({ columns: [plan.authorityId, plan.year] })]
	);
	const plannedConsultations = kit.table(
		'planned_consultations',
		{
			id: kit.id(),
			authorityId: kit
				.text()
				.notNull()
				.references(() => authorities.id),
			/** Those of now: what they were before stands in the changes. */
			year: kit.integer().notNull(),
			quarter: kit.integer().notNull(),
			title: kit.json<Partial<Trilingual>>().notNull(),
			topic: kit.choice(topics),
			areaIds: kit.json<string[]>().notNull(),
			why: kit.text().notNull(),
			/** Since when everybody sees it; null while the plan of its year is in preparation. */
			publishedAt: kit.instant(),
			/** Added when the plan of its year was out already. */
			addedLater: kit.flag().notNull(),
			droppedAt: kit.instant(),
			/** The draft that it became, and then its consultation. */
			consultationId: kit
				.text()
				.unique()
				.references(() => consultations.id),
			version: kit.integer().notNull()
		},
		(planned) => [
			kit
				.index('planned_by_authority')
				.on(planned.authorityId, planned.year, planned.quarter, planned.id),
			kit.index('planned_by_time').on(planned.year, planned.quarter, planned.id)
		]
	);
	const planChanges = kit.table(
		'plan_changes',
		{
			plannedId: kit
				.text()
				.notNull()
				.references(() => plannedConsultations.id),
			/** That which it had before. */
			version: kit.integer().notNull(),
			kind: kit.choice(planChangeKinds).notNull(),
			/** Empty for what was only put into other words. */
			reason: kit.text().notNull(),
			/** How it stood before. */
			year: kit.integer().notNull(),
			quarter: kit.integer().notNull(),
			title: kit.json<Partial<Trilingual>>().notNull(),
			why: kit.text().notNull(),
			at: kit.instant().notNull()
		},
		(change) => [
			kit.primaryKey({ columns: [change.plannedId, change.version] }),
			kit.oneOf('plan_change_kind', change.kind, planChangeKinds)
		]
	);
	return { yearPlans, plannedConsultations, planChanges };
};
