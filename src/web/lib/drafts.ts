/** The name under which a device keeps what an account types about a consultation, or about one paragraph of it. */
export const draftName = (
	accountId: string,
	consultation: string,
	paragraphId: string | null | undefined
) => [accountId, consultation, paragraphId ?? ''].join('.');
