import { asc, eq } from 'drizzle-orm';
import type { Store } from '#storage/storage.ts';
import { announcedId } from '../../consultations/queries/page.ts';
import { publicWords } from '../../contributions/queries/rows.ts';
import {
	contributionNumber,
	type Channel,
	type ContributionKind,
	type Tier
} from '../../contributions/model.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Trilingual } from '../../kernel/text.ts';
import type { AnswerStatus } from '../model.ts';

/** A contribution as open data: whoever counts the rows gets the figures of the report. */
export interface ExportedContribution {
	number: string;
	kind: ContributionKind;
	channel: Channel;
	tier: Tier;
	/**
	 * The same for all texts of one person, or of one organisation, in this consultation only: people can be
	 * counted, and nobody found in another one.
	 */
	voice: string;
	area: Trilingual;
	at: number;
	/** Empty while hidden and after its author took it back. */
	text: string;
	state: 'public' | 'redacted' | 'hidden' | 'withdrawn';
	/** In whose name it was said. */
	organisation: { name: Trilingual; registerNumber: string } | null;
	support: number;
	organisationSupport: number;
	status: AnswerStatus | null;
	reasons: string;
}

/** All of them in their order; refuses `not_found`. */
export function exportContributions(
	store: Store,
	_: Actor,
	{ number }: { number: string }
): Promise<ExportedContribution[]> {
	return store.read(async (reader) => {
		const { db, t, keys } = reader;
		const id = await announcedId(reader, number);
		const one = t.contributions;
		const rows = await db
			.select({
				one,
				area: t.areas.name,
				organisation: t.organisations.name,
				registerNumber: t.organisations.registerNumber,
				status: t.answeredContributions.status,
				reasons: t.answers.reasons
			})
			.from(one)
			.innerJoin(t.areas, eq(t.areas.id, one.areaId))
			.leftJoin(t.organisations, eq(t.organisations.id, one.organisationId))
			.leftJoin(t.answeredContributions, eq(t.answeredContributions.contributionId, one.id))
			.leftJoin(t.answers, eq(t.answers.id, t.answeredContributions.answerId))
			.where(eq(one.consultationId, id))
			.orderBy(asc(one.seq));
		return rows.map(({ one, area, organisation, registerNumber, status, reasons }) => ({
			number: contributionNumber(number, one.seq),
			kind: one.kind,
			channel: one.channel,
			tier: one.tier,
			voice: keys
				.mac('voice', `${id}\n${voiceOf(one)}`)
				.toString('base64url')
				.slice(0, 12),
			area,
			at: one.at,
			text: publicWords(one) ?? '',
			state: one.visibility,
			organisation: organisation && { name: organisation, registerNumber: registerNumber! },
			support: one.supports,
			organisationSupport: one.organisationSupports,
			status,
			reasons: reasons ?? ''
		}));
	});
}

interface Spoken {
	tier: Tier;
	organisationId: string | null;
	accountId: string | null;
	authorName: string;
	areaId: string;
}

/** Who counts as one: as `countFigures` counts. */
const voiceOf = ({ tier, organisationId, accountId, authorName, areaId }: Spoken) =>
	tier === 'organisation' ? organisationId! : (accountId ?? `${authorName}@${areaId}`);
