import { error } from '@sveltejs/kit';
import { isRefusal } from '#core/kernel/errors.ts';

/** What a page reads; what is not there is a 404 in plain words. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (refusal) {
		if (isRefusal(refusal) && refusal.code === 'not_found') error(404, { message: 'not_found' });
		throw refusal;
	}
}
