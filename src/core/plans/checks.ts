import { eq } from 'drizzle-orm';
import type { Reader } from '#storage/storage.ts';
import type { Authority } from '../authorities/queries.ts';
import { topics } from '../consultations/model.ts';
import { createFields, type Fields } from '../kernel/fields.ts';
import type { Trilingual } from '../kernel/text.ts';
import {
	planTitleLimits,
	planWhyLimits,
	quarterName,
	quartersAhead,
	type Quarter
} from './model.ts';

/** What an official writes of something planned. */
export interface TypedPlanned {
	title: Trilingual;
	/** '' for none. */
	topic: string;
	areaIds: readonly string[];
	why: string;
}

/** Refuses `invalid_input` with all that is wrong; the title is required in the authority's language alone. */
export async function checkedPlanned(
	reader: Reader,
	authority: Authority,
	{ title, topic, areaIds, why }: TypedPlanned,
	quarter?: string
) {
	const fields = createFields();
	const words = checkedTitle(fields, authority, title);
	const places = await areasOf(reader, authority);
	const chosen = places.filter((id) => areaIds.includes(id));
	if (chosen.length === 0 || areaIds.some((id) => !places.includes(id)))
		fields.wrong('areaIds', areaIds.length === 0 ? 'required' : 'not_a_choice');
	const planned = {
		title: words,
		topic: topic === '' ? null : fields.oneOf('topic', topic, topics),
		areaIds: chosen,
		why: fields.text('why', why, { ...planWhyLimits, multiline: true })
	};
	const time =
		quarter === undefined ? undefined : checkedQuarter(fields, quarter, authority, reader.now());
	fields.refuseIfWrong();
	return { planned, time };
}

function checkedTitle(
	fields: Fields,
	{ language }: Authority,
	title: Trilingual
): Partial<Trilingual> {
	const words: Partial<Trilingual> = {};
	for (const lang of ['uk', 'pl', 'en'] as const) {
		const optional = lang !== language;
		const text = fields.text(`title.${lang}`, title[lang], { ...planTitleLimits, optional });
		if (text !== '') words[lang] = text;
	}
	return words;
}

/** One that is not over; noted as wrong when it is none. */
export function checkedQuarter(
	fields: Fields,
	name: string,
	{ timeZone }: Pick<Authority, 'timeZone'>,
	now: number
): Quarter | undefined {
	const found = quartersAhead(now, timeZone).find((one) => quarterName(one) === name);
	if (!found) fields.wrong('quarter', name === '' ? 'required' : 'not_a_choice');
	return found;
}

/** The whole of what the authority acts for, first, and the parts of it. */
async function areasOf({ db, t }: Reader, { areaId }: Authority): Promise<string[]> {
	const parts = await db
		.select({ id: t.areas.id })
		.from(t.areas)
		.where(eq(t.areas.parentId, areaId));
	return [areaId, ...parts.map(({ id }) => id)];
}
