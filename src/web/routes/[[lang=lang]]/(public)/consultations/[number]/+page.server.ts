import { decisionMissingAt } from '#core/answers/model.ts';
import { openingAt } from '#core/centres/hours.ts';
import { channels, contributionKinds, sorts } from '#core/contributions/model.ts';
import { phaseChanges } from '#core/consultations/model.ts';
import type { Consultation } from '#core/consultations/queries/page.ts';
import type { App } from '#core/app.ts';
import type { Actor } from '#core/kernel/actor.ts';
import { topicOfConsultation } from '#core/kernel/events.ts';
import { mayVote } from '#core/polls/policy.ts';
import { isFollowed, toggleFollow } from '#lib/follow.ts';
import { orNotFound } from '#lib/server-load.ts';
import { showsSupport, toggleSupport } from '#lib/support.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({
	locals: { app, actor, lang, keep },
	params: { number },
	url
}) => {
	const consultation = await orNotFound(app.consultations.page(actor, { number }));
	const { hours } = consultation.hostCentre;
	const centreTurns = openingAt(hours, consultation.now)?.changesAt ?? Infinity;
	keep({
		topics: [topicOfConsultation(number)],
		changesAt: [...phaseChanges(consultation), centreTurns]
	});
	const asked = url.searchParams;
	const filter = {
		kind: contributionKinds.find((one) => one === asked.get('kind')),
		paragraph: consultation.paragraphs.find(({ id }) => id === asked.get('paragraph'))?.id,
		channel: channels.find((one) => one === asked.get('channel')),
		organisations: asked.has('organisations') || undefined,
		sort: sorts.find((one) => one === asked.get('sort')),
		after: asked.get('after')?.slice(0, 30)
	};
	const { paragraph: paragraphId, after: cursor, ...rest } = filter;
	const contributions = await app.contributions.list(actor, {
		number,
		paragraphId,
		cursor,
		...rest
	});
	const discussed = contributions.items.filter(({ replies }) => replies > 0);
	const { name, slug, phone } = consultation.hostCentre;
	const { reportedAt, phase } = consultation;
	if (reportedAt !== null) keep({ topics: [], changesAt: [decisionMissingAt(reportedAt)] });
	return {
		consultation,
		contributions,
		clarifications:
			discussed.length === 0
				? {}
				: await app.contributions.clarifications(actor, {
						contributionIds: discussed.map(({ id }) => id)
					}),
		filter,
		remarks:
			consultation.counts.remarks === 0
				? []
				: await app.contributions.remarksBeside(actor, { number }),
		support: showsSupport(actor, phase) ? await ownMarks(app, actor, contributions.items) : null,
		...(await ballotsOf(app, actor, consultation)),
		following: await isFollowed({ app, actor }, { kind: 'consultation', of: number }),
		report: reportedAt === null ? null : await app.reports.outcome(actor, { number }),
		help: { name: name[lang], slug, phone }
	};
};

/** One's own ballots, as far as one votes here. A visitor may: who they are is asked with the vote. */
async function ballotsOf(
	app: App,
	actor: Actor,
	{ phase, areas, polls }: Pick<Consultation, 'phase' | 'areas' | 'polls'>
) {
	if (actor.kind !== 'account' || phase !== 'open') return { ballots: null, mayVote: true };
	if (!mayVote(actor, { areaIds: areas.map(({ id }) => id) }))
		return { ballots: null, mayVote: false };
	const own = polls.map(({ id }) => app.polls.ownBallot(actor, { pollId: id }));
	return { ballots: await Promise.all(own), mayVote: true };
}

/** What the reader agreed with, and what they wrote themselves: one's own words take no mark of one's own. */
async function ownMarks(app: App, actor: Actor, items: readonly { id: string }[]) {
	const contributionIds = items.map(({ id }) => id);
	const mine = await app.contributions.ownSupports(actor, { contributionIds });
	const written = await app.contributions.ownAmong(actor, { contributionIds });
	return { mine, written };
}

export const actions: Actions = { support: toggleSupport, follow: toggleFollow('consultation') };
