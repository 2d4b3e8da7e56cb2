import type { RequestEvent } from '@sveltejs/kit';
import type { ShownInvitation } from '#core/administration/queries/invitations.ts';

/** A code on paper with what it opens; kept nowhere, so shown by the answer that made it and never again. */
export interface Printable extends ShownInvitation {
	code: string;
}

export async function printable(
	{ locals: { app, actor }, getClientAddress }: RequestEvent,
	code: string
): Promise<Printable> {
	const address = getClientAddress();
	return { ...(await app.invitations.byCode(actor, { code, address })), code };
}
