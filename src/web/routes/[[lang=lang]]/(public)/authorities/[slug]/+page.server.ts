import type { ListedPhase } from '#core/consultations/model.ts';
import { topicOfConsultation, topicOfHome } from '#core/kernel/events.ts';
import { isFollowed, toggleFollow } from '#lib/follow.ts';
import { orNotFound } from '#lib/server-load.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({
	locals: { app, actor, keep, lang },
	params: { slug },
	url
}) => {
	const cursor = url.searchParams.get('cursor') ?? undefined;
	const authority = await orNotFound(app.authorities.page(actor, { slug, cursor }));
	const record = await orNotFound(app.authorities.record(actor, { slug }));
	// What is answered, disputed or corrected after the report is told there, and not on the front page.
	const answered = record.published.map(({ number }) => topicOfConsultation(number));
	keep({ topics: [topicOfHome, ...answered] });
	const asked = url.searchParams.get('plan') ?? '';
	const year = /^20\d\d$/.test(asked) ? Number(asked) : null;
	const inPhase = async (phase: ListedPhase) =>
		(await app.consultations.list(actor, { authority: slug, phase, limit: 50 })).items;
	const { name, slug: centre, phone } = authority.hostCentre;
	return {
		help: { name: name[lang], slug: centre, phone },
		authority,
		record,
		year,
		plan: await app.plans.of(actor, { slug, year: year ?? undefined }),
		coming: [
			...(await inPhase('announced')),
			...(await inPhase('open')),
			...(await inPhase('analysis'))
		],
		further: cursor !== undefined,
		following: await isFollowed({ app, actor }, { kind: 'authority', of: slug }),
		now: app.storage.now()
	};
};

export const actions: Actions = { follow: toggleFollow('authority') };
