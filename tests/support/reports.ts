import type { Prose } from '#core/answers/model.ts';
import type { World } from './world.ts';

export const prose: Prose = {
	whoTookPart: 'Жителі сіл і міста, організації; найбільше з Тейсарова.',
	whatWeHeard: 'Люди просили нижчих порогів і простіших слухань.',
	whatChanges: 'Поріг для зборів знижено; слухання відкриті для всіх.',
	whoIsMissing: 'Майже не почули молоді й людей, які виїхали.',
	lesson: ''
};
export const signedBy = 'Олег Гнатів, міський голова';
export const reasons = 'Кошти на це вже закладено в програму благоустрою на 2027 рік.';

/** Answers all that waits with the same words, as an official may. */
export async function answerAll(world: World, number: string): Promise<void> {
	const { items } = await world.app.answers.inbox(world.official, {
		number,
		state: 'waiting',
		limit: 100
	});
	if (items.length === 0) return;
	await world.app.answers.give(world.official, {
		answered: items.map(({ id, kind }) => ({
			contributionId: id,
			status: kind === 'proposal' ? 'accepted' : 'noted'
		})),
		reasons
	});
}

/** After late intake: answers all that waits and publishes the report. */
export async function report(world: World, number: string): Promise<void> {
	await answerAll(world, number);
	await world.app.reports.publish(world.official, { number, prose, signedBy });
}
