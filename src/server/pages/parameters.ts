/**
 * Every name that a page reads from its address. Whatever else stands there reaches no page: it could neither be read nor,
 * by links that others get, be passed on; and what is the same page is kept once, however its address was shared.
 */
export const knownParameters: ReadonlySet<string> = new Set(
	[
		// What a list is narrowed to, and where in it one is.
		'after area authority centre channel country cursor from ground group kind language month number open',
		'organisations page paragraph phase place q show sort state tier to topic appeal about login new where role',
		// What stands open on a page, or stands in its form already.
		'account act c check flag plan received reply replace again',
		// What has just happened.
		'already appealed done ended given invited kept left passed registered repeated saved supplemented withdrawn',
		// The way through sign-in.
		'carry next'
	].flatMap((names) => names.split(' '))
);

/** Of pages, their feeds and their calendars; files and data have parameters of their own, or of SvelteKit. */
const ofPage = /^\/[\w/-]*(?:feed\.atom|dates\.ics)?$/;

export const isAddressOfPage = (path: string): boolean => ofPage.test(path);

/** The address of a page as far as the page depends on it. */
export function knownAddress(url: string): string {
	const mark = url.indexOf('?');
	if (mark < 0 || !isAddressOfPage(url.slice(0, mark))) return url;
	const known = url
		.slice(mark + 1)
		.split('&')
		.filter((one) => knownParameters.has(one.split('=', 1)[0]!));
	return url.slice(0, mark) + (known.length > 0 ? `?${known.join('&')}` : '');
}
