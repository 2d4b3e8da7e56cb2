import type { Page } from 'playwright-core';

const day = 86_400_000;

/** What an official types into the steps of a draft. */
export interface DraftWords {
	language: 'uk' | 'pl';
	title: string;
	summary: string;
	canChange: string;
	cannotChange: [what: string, why: string];
	why: string;
	affected: [group: string, effect: string];
	options: [one: string, nothing: string];
	forAndAgainst: [string, string];
	documentTitle: string;
	documentText: string;
	poll: [question: string, options: string];
	responsible: [name: string, post: string];
	offline: string;
}

export const ukrainianDraft: DraftWords = {
	language: 'uk',
	title: 'Лавки біля центру в Жидачеві: де і які',
	summary:
		'Біля центру немає де сісти. Просимо сказати, скільки лавок треба, де вони мають стояти і з чого їх зробити.',
	canChange: 'Скільки лавок\nДе вони стоять',
	cannotChange: ['Тротуар на головній вулиці', 'його щойно відремонтували'],
	why: 'Люди чекають на відчинення центру стоячи, і взимку, і в спеку.',
	affected: ['Старші люди', 'зможуть сісти й зачекати'],
	options: ['Три лавки', 'Нічого не робити'],
	forAndAgainst: ['просто', 'не всім до вподоби'],
	documentTitle: 'Проєкт рішення про лавки',
	documentText: 'Біля центру ставлять три лавки зі спинками.\n\nЛавки ставлять до початку літа.',
	poll: ['Скільки лавок треба?', 'Дві\nТри\nЧотири'],
	responsible: ['Любомир Петрашко', 'керуючий справами'],
	offline: 'Центр у Жидачеві, вівторок–субота'
};

export const polishDraft: DraftWords = {
	language: 'pl',
	title: 'Ławki przy bibliotece w Lubyczy Królewskiej',
	summary:
		'Przy bibliotece nie ma gdzie usiąść. Prosimo o uwagi: ile ławek potrzeba, gdzie mają stać i z czego je zrobić.',
	canChange: 'Ile ławek\nGdzie stoją',
	cannotChange: ['Chodnik przy głównej ulicy', 'został właśnie wyremontowany'],
	why: 'Mieszkańcy czekają na otwarcie biblioteki na stojąco, zimą i w upał.',
	affected: ['Starsi mieszkańcy', 'będą mogli usiąść i zaczekać'],
	options: ['Trzy ławki', 'Nic nie robić'],
	forAndAgainst: ['proste', 'nie każdemu się spodoba'],
	documentTitle: 'Projekt uchwały w sprawie ławek',
	documentText:
		'Przy bibliotece ustawia się trzy ławki z oparciem.\n\nŁawki ustawia się przed latem.',
	poll: ['Ile ławek potrzeba?', 'Dwie\nTrzy\nCztery'],
	responsible: ['Halina Wrona', 'sekretarz gminy'],
	offline: 'Biblioteka w Lubyczy Królewskiej, wtorek–sobota'
};

type Step = (page: Page, words: DraftWords, now: number) => Promise<void>;

const steps: Step[] = [
	async (page, { language, title, summary }) => {
		await page.fill(`[name="title.${language}"]`, title);
		await page.fill(`[name="summary.${language}"]`, summary);
	},
	async (page, { canChange, cannotChange: [what, why] }) => {
		await page.fill('[name="canChange"]', canChange);
		await page.fill('[name="cannotChange.0.text"]', what);
		await page.fill('[name="cannotChange.0.why"]', why);
	},
	async (page, { why, affected: [group, effect] }) => {
		await page.fill('[name="why"]', why);
		await page.fill('[name="affectedGroups.0.group"]', group);
		await page.fill('[name="affectedGroups.0.effect"]', effect);
	},
	async (page, { options, forAndAgainst: [pro, con] }) => {
		for (const [place, title] of options.entries()) {
			await page.fill(`[name="options.${place}.title"]`, title);
			await page.fill(`[name="options.${place}.pros"]`, pro);
			await page.fill(`[name="options.${place}.cons"]`, con);
			await page.fill(`[name="options.${place}.cost"]`, `${place * 10} 000`);
		}
		await page.uncheck('[name="options.0.doNothing"]');
		await page.check('[name="options.1.doNothing"]');
	},
	async (page, { documentTitle, documentText }) => {
		await page.fill('[name="documentTitle"]', documentTitle);
		await page.fill('[name="documentText"]', documentText);
	},
	async (page, { poll: [question, options] }) => {
		await page.fill('[name="polls.0.question"]', question);
		await page.fill('[name="polls.0.options"]', options);
	},
	async (page, { language }, now) => {
		const date = (days: number) => new Date(now + days * day).toISOString().slice(0, 10);
		await page.fill('[name="opensOn"]', date(7));
		await page.fill('[name="closesOn"]', date(45));
		if (language === 'uk') return;
		await page.fill('[name="resolution.number"]', 'XI/10/2026');
		await page.fill('[name="resolution.link"]', 'https://gmina.example.org/uchwaly/xi-10');
	},
	async (page, { responsible: [name, post], offline }) => {
		await page.fill('[name="responsible.name"]', name);
		await page.fill('[name="responsible.post"]', post);
		await page.fill('[name="responsible.phone"]', '+380 32 000-10-01');
		await page.fill('[name="responsible.email"]', 'lavky@example.org');
		await page.fill('[name="offlineChannels.0.text"]', offline);
	}
];

/** Fills every step of a draft from its first; each is looked at once it is filled. */
export async function fillDraft(
	page: Page,
	words: DraftWords,
	now: number,
	look: (page: Page) => Promise<void> = async () => undefined
): Promise<void> {
	for (const fill of steps) {
		await fill(page, words, now);
		await look(page);
		await page.click('main form .buttons button >> nth=0');
	}
}
