import type { NoticeSubject } from '#core/notifications/model.ts';

export interface NoticeFilter {
	about: NoticeSubject | undefined;
	/** Those alone that were not read. */
	unread: boolean;
}

/** The address of a list of notices behind its path; '' for all of them. */
export function searchOf({ about, unread }: Partial<NoticeFilter>, cursor?: string): string {
	const search = new URLSearchParams();
	if (unread) search.set('new', '1');
	if (about) search.set('about', about);
	if (cursor !== undefined) search.set('cursor', cursor);
	return search.size === 0 ? '' : `?${search}`;
}
