import { requireSignIn } from '#lib/server-load.ts';
import type { RequestHandler } from './$types';

/** The same as the page, for programs; times are ISO 8601. Kept by nobody on the way. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const actor = requireSignIn(locals, url);
	const { exportedAt, data } = await locals.app.privacy.export(actor, undefined);
	const body = { format: 'viche-own-data/1', exportedAt: iso(exportedAt), ...data };
	return new Response(`${JSON.stringify(body, instants, '\t')}\n`, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': 'attachment; filename="viche.json"',
			'cache-control': 'private, no-store'
		}
	});
};

const iso = (at: number) => new Date(at).toISOString();

const instants = (name: string, value: unknown): unknown =>
	typeof value === 'number' && /^at$|At$|Until$/.test(name) ? iso(value) : value;
