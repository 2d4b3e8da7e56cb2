import { contributionKinds } from '#core/contributions/model.ts';
import { orNotFound } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({
	locals: { app, actor, lang },
	params: { number },
	url
}) => {
	const consultation = await orNotFound(app.consultations.page(actor, { number }));
	const asked = url.searchParams;
	const wanted = consultation.paragraphs.find(({ id }) => id === asked.get('paragraph'));
	const after = Number(asked.get('after') ?? NaN);
	const filter = {
		kind: contributionKinds.find((one) => one === asked.get('kind')),
		paragraph: wanted?.id,
		sort: asked.get('sort') === 'old' ? ('old' as const) : undefined,
		after: Number.isSafeInteger(after) && after > 0 ? after : undefined
	};
	const contributions = await app.contributions.list(actor, {
		number,
		kind: filter.kind,
		paragraphId: filter.paragraph,
		sort: filter.sort,
		cursor: filter.after
	});
	const { name, slug, phone } = consultation.hostCentre;
	return {
		consultation,
		contributions,
		filter,
		help: { name: name[lang], slug, phone }
	};
};
