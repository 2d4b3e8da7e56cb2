import {
	and,
	eq,
	gt,
	gte,
	isNotNull,
	isNull,
	lt,
	lte,
	ne,
	sql,
	type Column,
	type Placeholder
} from 'drizzle-orm';
import type { SelectResultFields } from 'drizzle-orm/query-builders/select.types';
import type { Tables } from '#storage/schema.ts';
import type { Reader } from '#storage/storage.ts';
import type { Trilingual } from '../../kernel/text.ts';
import { phaseOf, type ListedPhase, type Phase, type Topic } from '../model.ts';

export interface ConsultationSummary {
	id: string;
	number: string;
	title: Partial<Trilingual>;
	/** Null where the authority chose none. */
	topic: Topic | null;
	language: 'uk' | 'pl';
	phase: Phase;
	authority: { slug: string; name: Trilingual };
	timeZone: string;
	opensAt: number;
	closesAt: number;
	reportDueAt: number;
	/** Null until it is there. */
	reportedAt: number | null;
	contributions: number;
}

/** What a list shows of each. */
export const summaryColumns = ({ consultations, authorities }: Tables) => ({
	id: consultations.id,
	number: consultations.number,
	status: consultations.status,
	title: consultations.title,
	topic: consultations.topic,
	opensAt: consultations.opensAt,
	closesAt: consultations.closesAt,
	reportDueAt: consultations.reportDueAt,
	reportedAt: consultations.reportedAt,
	decidedAt: consultations.decidedAt,
	contributions: sql<number>`${consultations.opinions} + ${consultations.proposals} + ${consultations.remarks} + ${consultations.questions}`,
	slug: authorities.slug,
	name: authorities.name,
	language: authorities.language,
	timeZone: authorities.timeZone
});

export type SummaryRow = SelectResultFields<ReturnType<typeof summaryColumns>>;

export const summary = (
	{ now }: Reader,
	{ slug, name, status, decidedAt, ...row }: SummaryRow
): ConsultationSummary => ({
	...row,
	number: row.number!,
	title: row.title!,
	opensAt: row.opensAt!,
	closesAt: row.closesAt!,
	reportDueAt: row.reportDueAt!,
	contributions: Number(row.contributions),
	phase: phaseOf({ ...row, status, decidedAt }, now()),
	authority: { slug, name }
});

/** Announced and not put away: what has no closing yet is still a draft. */
export const isListed = ({ consultations: one }: Tables) =>
	and(isNotNull(one.closesAt), ne(one.status, 'archived'));

/** Derived by the clock, as `phaseOf` does it (requirements §2.1). */
export function inPhase(
	t: Tables,
	phase: ListedPhase,
	now: number | Placeholder,
	closesAt: Column = t.consultations.closesAt
) {
	const { status, opensAt, reportDueAt, reportedAt, decidedAt } = t.consultations;
	const published = eq(status, 'published');
	const over = and(published, lte(closesAt, now));
	const waits = and(over, isNull(reportedAt));
	switch (phase) {
		case 'announced':
			// That it closes later still is where the index is entered.
			return and(published, gt(opensAt, now), gt(closesAt, now));
		case 'open':
			return and(published, lte(opensAt, now), gt(closesAt, now));
		case 'analysis':
			return and(waits, gte(reportDueAt, now));
		case 'report_overdue':
			return and(waits, lt(reportDueAt, now));
		case 'reported':
			return and(over, isNotNull(reportedAt), isNull(decidedAt));
		case 'decided':
			return and(over, isNotNull(decidedAt));
		case 'suspended':
		case 'cancelled':
			return eq(status, phase);
	}
}
