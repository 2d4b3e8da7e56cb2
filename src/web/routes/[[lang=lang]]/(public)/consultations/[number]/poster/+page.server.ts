import { topicOfConsultation } from '#core/kernel/events.ts';
import { phaseChanges } from '#core/consultations/model.ts';
import { drawQr } from '#lib/qr.ts';
import { orNotFound } from '#lib/server-load.ts';
import { linksIn } from '#lib/words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({
	locals: { app, actor, lang, keep },
	params: { number },
	url: { origin }
}) => {
	const consultation = await orNotFound(app.consultations.page(actor, { number }));
	keep({ topics: [topicOfConsultation(number)], changesAt: phaseChanges(consultation) });
	const { title, summary, phase, authority, hostCentre, canChange, offlineChannels } = consultation;
	const { opensAt, closesAt, reportDueAt } = consultation;
	const address = origin + linksIn(lang)(`/c/${number.toLowerCase()}`);
	return {
		number,
		title,
		summary,
		phase,
		authority: { name: authority.name, language: authority.language, timeZone: authority.timeZone },
		centre: {
			name: hostCentre.name,
			address: hostCentre.address,
			phone: hostCentre.phone,
			hours: hostCentre.hours
		},
		canChange: canChange.slice(0, 3),
		meetings: offlineChannels.filter(({ kind }) => kind === 'meeting' || kind === 'phone'),
		opensAt,
		closesAt,
		reportDueAt,
		address: address.replace(/^https?:\/\//, ''),
		qr: drawQr(address)
	};
};
