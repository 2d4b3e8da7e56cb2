/**
 * The name under which a device keeps what an account types about a consultation, or about one paragraph of it; null for
 * a visitor, whose words go over to whoever signs in and opens the same form.
 */
export const draftName = (
	accountId: string | null,
	consultation: string,
	paragraphId: string | null | undefined
) => [accountId ?? '', consultation, paragraphId ?? ''].join('.');
