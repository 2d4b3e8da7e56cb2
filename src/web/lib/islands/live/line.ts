import type { State } from '../../live/types.ts';
import { timeOf } from '../clock.ts';

/** A message in each of the plural forms of the page's language, `#` for the number. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>>;

const language = document.documentElement.lang;
const rules = new Intl.PluralRules(language);
const format = new Intl.NumberFormat(language);

export const formatted = (count: number) => format.format(count);
export function counted(forms: string | undefined, count: number): string {
	const all = JSON.parse(forms ?? '{}') as Forms;
	return (all[rules.select(count)] ?? all.other ?? '#').replace('#', formatted(count));
}

/** So long is a line away before it is read out: who cannot see it is not told of every hiccup. */
const worthTelling = 5000;

/** The one line of a page that says whether it is live, and what is new. */
export function createStateLine(line: HTMLElement) {
	const state = line.querySelector<HTMLElement>('.state')!;
	const spoken = line.querySelector<HTMLElement>('.spoken')!;
	const news = line.querySelector<HTMLAnchorElement>('.news');
	let since: string | undefined;
	let told = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let waiting = 0;
	line.classList.add('on');

	return {
		show(now: State): void {
			if (now === 'offline') since ??= timeOf(Date.now());
			if (now === 'live') since = undefined;
			const words = { live: 'live', catching_up: 'catchingUp', offline: 'offline', off: 'off' };
			const said = (line.dataset[words[now]] ?? '').replace('#', since ?? '');
			state.textContent = said;
			state.classList.toggle('off', now !== 'live');
			clearTimeout(timer);
			if (now === 'offline' && !told)
				timer = setTimeout(() => {
					told = true;
					spoken.textContent = said;
				}, worthTelling);
			if (now === 'live' && told) {
				told = false;
				spoken.textContent = said;
			}
		},
		news: {
			add(count = 1): void {
				waiting += count;
				if (news) show(news);
			},
			set(count: number): void {
				waiting = count;
				if (news) show(news);
			},
			onShow(act: () => void): void {
				news?.addEventListener('click', (event) => {
					event.preventDefault();
					act();
				});
			},
			/** Where it leads without this script. */
			follow: () => news && location.assign(news.href)
		}
	};

	function show(link: HTMLAnchorElement): void {
		link.hidden = waiting === 0;
		link.textContent = waiting === 0 ? '' : counted(line.dataset.news, waiting);
	}
}
export type StateLine = ReturnType<typeof createStateLine>;
