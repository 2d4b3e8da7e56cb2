import { queueLetter } from '#core/mail/commands.ts';
import type { LetterKind } from '#core/mail/model.ts';
import type { Lang } from '#core/kernel/text.ts';
import { createMailer, type Mailer } from '../../src/server/mail.ts';
import { startMailServer } from './mail.ts';
import { createWorld } from './world.ts';

/** Where the site of these letters is. */
export const origin = 'https://viche.example';
const job = { kind: 'system', job: 'test' } as const;

/** What the letters of all kinds name between them. */
const usual = {
	link: '/recover/CODE-1234',
	login: 'olena.k',
	email: 'nova@home.example',
	role: 'consultant',
	scope: 'Жидачів',
	inviter: 'Ганна Гнатів',
	reason: 'Пояснення в кілька слів.',
	centre: 'Жидачів',
	until: '2028-11-25',
	name: 'Спілка садівників',
	outcome: 'verified'
};

interface Given {
	language?: Lang;
	to?: string;
	values?: Record<string, string>;
}

/** A world with an outbox, and senders to mail servers of its own. */
export async function createMailing() {
	const world = await createWorld();
	const log: string[] = [];
	const open: { mailers: Mailer[]; servers: { close(): Promise<void> }[] } = {
		mailers: [],
		servers: []
	};
	function sendBy(url: URL, patience = 3000): Mailer {
		const mailer = createMailer(world.app, {
			url,
			from: 'viche@viche.example',
			origin: () => origin,
			patience,
			log: {
				warn: (what, words) => void log.push(`${JSON.stringify(what)} ${words}`),
				error: (error) => void log.push(String(error))
			}
		});
		open.mailers.push(mailer);
		return mailer;
	}
	return {
		world,
		log,
		sendBy,
		/** A mail server, and a sender to it. */
		async serve(options?: Parameters<typeof startMailServer>[0], patience?: number) {
			const mail = await startMailServer(options);
			open.servers.push(mail);
			return { mail, mailer: sendBy(mail.url, patience) };
		},
		queue: (
			kind: LetterKind,
			{ language = 'uk', to = 'olena@home.example', values = {} }: Given = {}
		) =>
			world.storage.write(job, (writer) =>
				queueLetter(writer, {
					kind,
					to,
					language,
					accountId: 'olena',
					values: { ...usual, ...values }
				})
			),
		rows: () => world.storage.db.select().from(world.storage.t.letters),
		later: (ms: number) => world.moveTo(new Date(world.now() + ms).toISOString()),
		async close() {
			for (const mailer of open.mailers) await mailer.stop();
			for (const server of open.servers) await server.close();
			await world.storage.close();
		}
	};
}
export type Mailing = Awaited<ReturnType<typeof createMailing>>;
