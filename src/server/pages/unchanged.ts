/** Whether `If-None-Match` names the entity tag (RFC 9110 13.1.2): weak comparison, in a list, or any by `*`. */
export function isUnchanged(known: string, etag: string): boolean {
	if (known === etag || known.trim() === '*') return true;
	const opaque = etag.replace(/^W\//, '');
	return known.split(',').some((one) => one.trim().replace(/^W\//, '') === opaque);
}
