import type { Topic } from '../../../src/core/consultations/model.ts';
import type { AccountActor } from '../../../src/core/kernel/actor.ts';
import type { Trilingual } from '../../../src/core/kernel/text.ts';
import { startOfDay, type TimeZone } from '../../../src/core/kernel/time.ts';
import { quarterAt, quarterName } from '../../../src/core/plans/model.ts';
import type { SeedConsultation } from './model.ts';
import type { Stage, Step } from './scene.ts';

/** The plans of an authority: what `db/seed/plans.json` tells. Days are `month-day` of the year of an item. */
export interface SeedPlan {
	authority: string;
	items: SeedPlanned[];
}

interface SeedPlanned {
	/** 0 for the year of seeding, 1 for the next; without it, when the consultation that it becomes is announced. */
	year?: number;
	quarter?: number;
	becomes?: string;
	title: Trilingual;
	topic: Topic;
	why: string;
	added?: string;
	postponed?: { on: string; to: number; reason: string };
	dropped?: { on: string; reason: string };
}

interface Playing extends Stage {
	authority: { id: string; slug: string; areaId: string; timeZone: TimeZone };
	official: AccountActor;
	consultations: readonly SeedConsultation[];
}

const day = 86_400_000;
/** A plan is published in the December before; that of the next year, when it is autumn already, this week. */
const preparedOn = '12-10';
const publishedOn = '12-20';

/** A day before anything in the plans of the demo, if its first consultation is announced at that instant. */
export const plannedFrom = (began: number): number =>
	startOfDay(`${quarterAt(began, 'Europe/Kyiv').year - 1}-${preparedOn}`, 'Europe/Kyiv') - day;

/** What an authority plans, when it says so, and what becomes of it; of that, what has happened by now. */
export function planSteps(playing: Playing, { items }: SeedPlan): Step[] {
	const { app, authority, official, now } = playing;
	const years = new Map<number, { prepared: number; published: number }>();
	const steps: Step[] = [];
	for (const item of items) {
		const time = timeOf(playing, item);
		const { prepared, published } = actsOf(playing, time.year);
		years.set(time.year, { prepared, published });
		steps.push(...lifeOf(playing, item, { ...time, prepared }));
	}
	for (const [year, { published }] of years)
		steps.push({
			at: published,
			run: () => app.plans.publish(official, { authority: authority.slug, year })
		});
	return steps.filter(({ at }) => at <= now);
}

function timeOf({ now, authority: { timeZone }, consultations }: Playing, item: SeedPlanned) {
	const consultation = consultations.find(({ id }) => id === item.becomes);
	if (consultation) return quarterAt(now + consultation.days.announced * day, timeZone);
	const { year } = quarterAt(now, timeZone);
	return { year: year + (item.year ?? 0), quarter: item.quarter! };
}

/** When the plan of a year is written, and when it is published. */
function actsOf({ now, authority: { timeZone } }: Playing, year: number) {
	const present = quarterAt(now, timeZone);
	const on = (date: string) => startOfDay(`${year - 1}-${date}`, timeZone) + day / 2;
	if (year <= present.year) return { prepared: on(preparedOn), published: on(publishedOn) };
	// In the first days of a year nobody planned for the next one yet.
	const began = startOfDay(`${present.year}-01-01`, timeZone);
	return {
		prepared: Math.max(began, now - 6 * day),
		published: present.quarter === 4 ? now - 5 * day : Infinity
	};
}

function lifeOf(
	{ app, authority, official, planned }: Playing,
	item: SeedPlanned,
	{ year, quarter, prepared }: { year: number; quarter: number; prepared: number }
): Step[] {
	const { title, topic, why, added, postponed, dropped, becomes } = item;
	const on = (date: string) => startOfDay(`${year}-${date}`, authority.timeZone) + day / 2;
	const words = (text: string) => text.replace('{next}', String(year + 1));
	let id = '';
	const steps: Step[] = [
		{
			at: added === undefined ? prepared : on(added),
			run: async () => {
				const add = {
					authority: authority.slug,
					quarter: quarterName({ year, quarter }),
					title: { uk: words(title.uk), pl: words(title.pl), en: words(title.en) },
					topic,
					areaIds: [authority.areaId],
					why
				};
				({ id } = await app.plans.add(official, add));
				if (becomes !== undefined) planned.set(becomes, id);
			}
		}
	];
	if (postponed)
		steps.push({
			at: on(postponed.on),
			run: () =>
				app.plans.postpone(official, {
					id,
					quarter: quarterName({ year, quarter: postponed.to }),
					reason: postponed.reason
				})
		});
	if (dropped)
		steps.push({
			at: on(dropped.on),
			run: () => app.plans.drop(official, { id, reason: dropped.reason })
		});
	return steps;
}
