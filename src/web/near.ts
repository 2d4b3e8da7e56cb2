import type { RequestEvent } from '@sveltejs/kit';

type Near = NonNullable<App.Error['near']>;

/** A number of a consultation, or of a contribution to one, however it was typed into the address. */
const numberIn =
	/([a-z]{2})[-_ ]([a-z]{2,4})[-_ ](\d{4})[-_ ]0*(\d{1,5})(?:\/(?:contributions\/)?0*(\d{1,9}))?(?![\w-])/i;

/** What an address that leads nowhere may have meant. */
export async function nearTo({ url, locals }: RequestEvent): Promise<{ near?: Near }> {
	const found = numberIn.exec(decoded(url.pathname));
	if (!found) return {};
	const [, country = '', place = '', year = '', count = '', seq] = found;
	const series = `${country}-${place}-${year}`.toUpperCase();
	try {
		const { consultations, contributions } = locals.app;
		const number = `${series}-${count.padStart(3, '0')}`;
		const { items } = await consultations.list(locals.actor, { q: number, limit: 1 });
		const [one] = items;
		if (!one) {
			const others = await consultations.list(locals.actor, { q: series, limit: 3 });
			return { near: others.items.map(linkTo) };
		}
		const near = [linkTo(one)];
		if (seq !== undefined) {
			const of = { number: one.number, seq: Number(seq) };
			const there = await contributions.bySeq(locals.actor, of).catch(() => null);
			if (there)
				near.unshift({ ...linkTo(one), number: there.number, path: pathOf(of.number, of.seq) });
		}
		return { near };
	} catch {
		return {};
	}
}

const pathOf = (number: string, seq: number) => `/consultations/${number}/contributions/${seq}`;

const linkTo = ({ number, title }: Pick<Near[number], 'number' | 'title'>): Near[number] => ({
	number,
	title,
	path: `/consultations/${number}`
});

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
