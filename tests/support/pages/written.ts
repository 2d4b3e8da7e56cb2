import type { Demo } from '../server.ts';
import { open } from './consultations.ts';

/** Words of a resident in the open consultation, and the path of their page. */
export async function writtenWords(demo: Demo, text: string, kind = 'proposal') {
	const resident = await demo.signedIn('resident.zhydachiv');
	const { body } = await resident('POST', `${open}/contributions`, { kind, text, display: 'name' });
	const { id, number, receipt } = body as {
		id: string;
		number: string;
		receipt: { number: string; code: string };
	};
	return { id, path: `${open}/contributions/${Number(number.split('/')[1])}`, receipt };
}

/** Words that a centre hid, whose author appealed: the decision, the appeal and who has to decide it. */
export async function appealedWords(demo: Demo) {
	const { id: contributionId, path } = await writtenWords(
		demo,
		'Слова, про які вирішує центр.',
		'opinion'
	);
	const resident = await demo.signedIn('resident.zhydachiv');
	const consultant = await demo.signedIn('consultant.zhydachiv');
	const { body: decision } = await consultant('POST', '/moderation/decisions', {
		contributionId,
		version: 1,
		action: 'hidden',
		ground: 'M6_spam',
		reason: 'Текст рекламує крамницю і ні про що не просить.'
	});
	const decisionId = (decision as { id: string }).id;
	const against = { text: 'Це не реклама, а пропозиція про лавку біля крамниці.' };
	const { body } = await resident('POST', `/moderation/decisions/${decisionId}/appeals`, against);
	const { id } = body as { id: string };
	for (const { login } of demo.accounts.filter((one) => one.login.startsWith('coordinator.'))) {
		const coordinator = await demo.signedIn(login);
		const { items } = (await coordinator('GET', '/moderation/appeals')).body as {
			items: { id: string }[];
		};
		if (items.some((one) => one.id === id)) return { id, decisionId, path, coordinator: login };
	}
	throw new Error('No coordinator has the appeal.');
}
