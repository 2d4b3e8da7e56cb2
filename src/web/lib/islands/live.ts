import { follow } from '../live/index.ts';
import type { Cursor } from '../live/types.ts';
import { consultationView } from './live/consultation.ts';
import { contributionView, ownView } from './live/contribution.ts';
import { itemView, queueView } from './live/desk.ts';
import { createStateLine } from './live/line.ts';
import { listsView } from './live/lists.ts';
import { logView } from './live/log.ts';
import { noticesView, showUnread } from './live/notices.ts';
import { freshPage, NotOurs } from './live/page.ts';
import { createRenewal } from './live/renewal.ts';
import { countDown, watchTurns } from './live/turns.ts';

/** Keeps a page up to date: what it follows, and what it does with it, stands in its `data-` attributes. */

const views = {
	consultation: consultationView,
	contribution: contributionView,
	own: ownView,
	lists: listsView,
	queue: queueView,
	item: itemView,
	log: logView,
	notices: noticesView
};
export type ViewName = keyof typeof views;

const line = document.getElementById('live');
const unread = document.getElementById('unread');
const stateLine = line && createStateLine(line);
const renewal = createRenewal();
const view = line && views[line.dataset.view as ViewName]({ line, news: stateLine!.news, renewal });

let isOff = false;
const following = follow({
	origin: location.origin,
	topics: topicsOf(document),
	apply(events, topic) {
		for (const event of events) {
			if (topic === 'a:me' && unread) showUnread(unread, event);
			if (line && topic in topicsIn(line)) view?.apply(event, topic);
		}
	},
	async reload(topic, signal) {
		try {
			const fresh = await freshPage(signal);
			renewAll(fresh);
			const cursor = topicsOf(fresh)[topic];
			if (cursor) return cursor;
		} catch (error) {
			if (!(error instanceof NotOurs)) throw error;
		}
		// Signed out, or not for this reader any more: what was written stays, and a reload says the rest.
		following.stop();
		throw new NotOurs();
	},
	state(now) {
		isOff = now === 'off';
		stateLine?.show(now);
	}
});

stateLine?.news.onShow(() => {
	freshPage().then(
		(fresh) => {
			renewAll(fresh);
			view?.show?.();
		},
		() => stateLine.news.follow()
	);
});
if (line && view?.turn && !isOff) watchTurns(line, following, (isSure) => view.turn!(isSure));
countDown(document.getElementById('time-left'), following);

function renewAll(fresh: Document): void {
	view?.renew(fresh);
	stateLine?.news.set(0);
	const now = fresh.getElementById('unread');
	if (unread && now) {
		unread.textContent = now.textContent;
		unread.hidden = now.hidden;
	}
}

/** All that a page follows, each from the cursor with which it was drawn. */
function topicsOf(page: Document): Record<string, Cursor> {
	const followed = [...page.querySelectorAll<HTMLElement>('[data-topics]')];
	return Object.assign({}, ...followed.map(topicsIn)) as Record<string, Cursor>;
}

function topicsIn({ dataset }: HTMLElement): Record<string, Cursor> {
	const all = JSON.parse(dataset.topics ?? '{}') as Record<string, Cursor | null>;
	return Object.fromEntries(Object.entries(all).filter((one): one is [string, Cursor] => !!one[1]));
}
