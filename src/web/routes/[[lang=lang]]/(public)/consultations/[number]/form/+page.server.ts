import { contributionKinds, displays } from '#core/contributions/model.ts';
import { topicOfConsultation } from '#core/kernel/events.ts';
import { orNotFound } from '#lib/server-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({
	locals: { app, actor, keep },
	params: { number }
}) => {
	const { title, authority, hostCentre, profile, canChange, closesOn } = await orNotFound(
		app.consultations.page(actor, { number })
	);
	keep({ topics: [topicOfConsultation(number)] });
	return {
		number,
		title,
		original: authority.language,
		authority: authority.name,
		canChange,
		closesOn,
		centre: { name: hostCentre.name, address: hostCentre.address, phone: hostCentre.phone },
		kinds: contributionKinds.filter((kind) => kind !== 'remark'),
		displays: displays.filter((one) => profile.displayChoices.includes(one))
	};
};
