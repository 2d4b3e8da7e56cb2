import type { Fields } from '../kernel/fields.ts';
import type { OpeningHours } from './model.ts';

/** A day of the week as a form asks about it; both empty: closed. */
interface TypedHours {
	from: string;
	to: string;
}

/** What staff of a centre may change themselves. */
export interface TypedContact {
	address: string;
	phone: string;
	/** Monday first. */
	hours: readonly TypedHours[];
}

const time = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Notes under `address`, `phone` and `hours.1.from` … `hours.7.from` what is wrong. */
export function checkContact(fields: Fields, typed: TypedContact) {
	return {
		address: fields.text('address', typed.address, { min: 1, max: 200 }),
		phone: fields.text('phone', typed.phone, { min: 1, max: 60 }),
		hours: checkHours(fields, typed.hours)
	};
}

function checkHours(fields: Fields, typed: readonly TypedHours[]): OpeningHours[] {
	const hours: OpeningHours[] = [];
	for (const [place, { from, to }] of typed.slice(0, 7).entries()) {
		const day = place + 1;
		const open = { day, from: asTime(from), to: asTime(to) };
		if (open.from === '' && open.to === '') continue;
		if (time.test(open.from) && time.test(open.to) && open.from < open.to) hours.push(open);
		else fields.wrong(`hours.${day}.from`, 'bad_hours');
	}
	if (hours.length === 0 && fields.errors.every(({ path }) => !path.startsWith('hours.')))
		fields.wrong('hours.1.from', 'required');
	return hours;
}

/** 9.30 and 9:30 are 09:30. */
const asTime = (typed: string): string =>
	typed
		.trim()
		.replace('.', ':')
		.replace(/^(\d):/, '0$1:');
