import type { AccountActor } from '../../../src/core/kernel/actor.ts';
import type { Stage, Step } from './scene.ts';

const day = 86_400_000;

/** Of whom a coordinator of the demo is a relative: their cases go to others. */
const tied = { coordinator: 'coo-brody', authority: 'busk-rada' } as const;

/** What keeps the network itself going: yearly declarations, a change that waits for the second administrator. */
export function networkSteps({ app, actors, now }: Stage): Step[] {
	const staff = [...actors.values()].filter(({ roles }) =>
		roles.some(({ role }) => role === 'consultant' || role === 'coordinator')
	);
	return [
		...staff.map((actor, place) => ({
			at: now - 200 * day + place * 60_000,
			run: () => app.conflicts.declare(actor, declarationOf(actor))
		})),
		{
			at: now - 2 * day,
			run: () => {
				const at = now - 2 * day;
				return app.administration.propose(entered(actors.get('adm-network-2')!, at), {
					change: {
						kind: 'invite',
						role: 'official',
						scopeId: 'zhydachiv-rada',
						name: 'Тарас Ковалишин',
						post: 'спеціаліст відділу комунікацій',
						email: '',
						language: 'uk'
					},
					reason: 'Рада просить другу посадову особу: одна не встигає відповідати на пропозиції.'
				});
			}
		},
		{
			at: now - day,
			run: () =>
				app.staff.invite(entered(actors.get('coo-zhydachiv')!, now - day), {
					centreId: 'cip-zhydachiv',
					name: 'Мирослава Дубик',
					post: 'бібліотекарка',
					email: '',
					language: 'uk'
				})
		}
	];
}

function declarationOf({ id }: AccountActor) {
	const isTied = id === tied.coordinator;
	return {
		have: isTied ? 'some' : 'none',
		authorities: isTied ? [tied.authority] : [],
		centres: [],
		organisations: [],
		note: isTied ? 'Мій брат працює в цій раді.' : ''
	};
}

/** With the second factor entered just then. */
const entered = (actor: AccountActor, at: number): AccountActor => ({
	...actor,
	secondFactorAt: at
});
