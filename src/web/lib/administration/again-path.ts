/** Where the second factor is entered once more; afterwards it comes back to `next`, a path of the site. */
export const againPath = (next: string) =>
	`/account/second-factor?again=1&next=${encodeURIComponent(next)}`;
