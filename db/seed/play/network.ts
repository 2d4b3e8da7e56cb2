import type { AccountActor } from '../../../src/core/kernel/actor.ts';
import { dayOf } from '../../../src/core/kernel/time.ts';
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
		...accessSteps({ app, actors, now }),
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

/** Three requests for access: one answered in time, one that takes longer, one that waits. */
function accessSteps({ app, actors, now }: Pick<Stage, 'app' | 'actors' | 'now'>): Step[] {
	const visitor = { kind: 'visitor' } as const;
	const admin = (at: number) => entered(actors.get('adm-network-2')!, at);
	const asked = (days: number, language: 'uk' | 'pl', what: string, page: string) => ({
		at: now - days * day,
		run: () =>
			app.accessibility.ask(visitor, {
				what,
				page,
				wish: '',
				way: 'code',
				email: '',
				trap: '',
				address: '',
				language
			})
	});
	const waiting = async () => {
		const { waiting } = await app.accessibility.queue(admin(now), undefined);
		return waiting[0]!.id;
	};
	return [
		asked(
			46,
			'uk',
			'Програма читання з екрана читає число на карті громад двічі й не каже, що воно означає.',
			'/'
		),
		{
			at: now - 43 * day,
			run: async () =>
				app.accessibility.answer(admin(now - 43 * day), {
					id: await waiting(),
					outcome: 'mended',
					answer:
						'Дякуємо, Ви мали рацію. Тепер карта для програм читання схована, а біля неї є список із тими самими числами.'
				})
		},
		asked(
			11,
			'pl',
			'Sprawozdanie w PDF, do którego prowadzi link urzędu, jest zeskanowane i czytnik go nie odczyta.',
			'Plan ogólny miasta Lubaczowa'
		),
		{
			at: now - 6 * day,
			run: async () =>
				app.accessibility.delay(admin(now - 6 * day), {
					id: await waiting(),
					until: dayOf(now + 20 * day, 'Europe/Warsaw'),
					reason:
						'Plik należy do urzędu miasta. Poprosiliśmy o wersję tekstową; urząd przygotuje ją w ciągu miesiąca.'
				})
		},
		asked(
			2,
			'uk',
			'На телефоні з великими літерами кнопка «Голосувати» виходить за край екрана.',
			'Сторінка голосування'
		)
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
