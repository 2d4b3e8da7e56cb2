import { createTransport, type SentMessageInfo, type Transporter } from 'nodemailer';
import type { App } from '#core/app.ts';
import type { DueLetter } from '#core/mail/delivery.ts';
import { letterWords } from '#core/mail/letters.ts';
import { isMailAddress } from '#core/mail/model.ts';

interface MailOptions {
	/** The mail server. */
	url: URL;
	from: string;
	/** The public address, as it is by now. */
	origin: () => string;
	/** Told of what failed, with kind and code, never with receiver or text. */
	log: { warn(what: object, words: string): void; error(error: unknown): void };
	/** No answer for so long, and it counts as failed. */
	patience?: number;
}

const actor = { kind: 'system', job: 'mail' } as const;
const minute = 60_000;
/** After a commit, so that several letters of one act go out together. */
const soon = 200;
/** How long a stop waits for the letter under way; it is sent again if nobody heard of it. */
const lastWait = 5000;

/** Sends what lies in the outbox, letter by letter, in the order in which they are due. */
export function createMailer(app: App, options: MailOptions) {
	const { url, from, origin, log, patience = 20_000 } = options;
	const transport = connect(url, patience);
	let running: Promise<void> | undefined;
	let timer: NodeJS.Timeout | undefined;
	let notBefore = 0;
	let stopped = false;

	/** Answers whether the mail server takes letters: where it does not, the others need not be tried now. */
	async function send(letter: DueLetter): Promise<boolean> {
		try {
			if (!isMailAddress(letter.to)) throw Object.assign(new Error(), { code: 'EADDRESS' });
			await transport.sendMail(compose(letter));
			await app.mail.sent(actor, { id: letter.id });
			return true;
		} catch (error) {
			const problem = problemOf(error);
			const { id, kind, tries } = letter;
			const { givenUp } = await app.mail.failed(actor, { id, problem, tries });
			log.warn({ kind, problem, tries, givenUp }, 'a letter was not sent');
			return problem === 'EADDRESS' || isAboutTheLetter(error);
		}
	}

	function compose({ id, kind, to, language, values }: DueLetter) {
		const { subject, text, html } = letterWords({ kind, language, values, origin: origin() });
		return {
			from: { name: 'Viche', address: from },
			to: { name: '', address: to },
			subject,
			text,
			html,
			date: new Date(app.storage.now()),
			// The same for every try: a receiver can tell that two are one.
			messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
			headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
			xMailer: false,
			disableFileAccess: true,
			disableUrlAccess: true
		} as const;
	}

	async function deliverAll(): Promise<void> {
		while (!stopped && app.storage.now() >= notBefore) {
			const letter = await app.mail.take(actor, undefined);
			if (!letter) break;
			if (!(await send(letter))) notBefore = app.storage.now() + minute;
		}
	}

	/** Sends what is due, unless that is under way. */
	function deliver(): Promise<void> {
		return (running ??= deliverAll().finally(() => (running = undefined)));
	}

	app.storage.afterCommit(() => {
		if (stopped || timer || running) return;
		timer = setTimeout(() => {
			timer = undefined;
			deliver().catch(log.error);
		}, soon).unref();
	});

	return {
		deliver,
		/** Waits for the letter under way, but not for a mail server that hangs. */
		async stop(): Promise<void> {
			stopped = true;
			clearTimeout(timer);
			const enough = new Promise((resolve) => setTimeout(resolve, lastWait).unref());
			await Promise.race([running?.catch(() => undefined), enough]);
			transport.close();
			await running?.catch(() => undefined);
		}
	};
}
export type Mailer = ReturnType<typeof createMailer>;

function connect(url: URL, patience: number): Transporter<SentMessageInfo> {
	const secure = url.protocol === 'smtps:';
	const user = decodeURIComponent(url.username);
	const isHere = /^(?:localhost|127\.|\[::1\])/.test(url.hostname);
	return createTransport({
		host: url.hostname.replace(/^\[|\]$/g, ''),
		port: Number(url.port || (secure ? 465 : 587)),
		secure,
		// A password never crosses a network in the clear.
		requireTLS: user !== '' && !isHere,
		...(user !== '' && { auth: { user, pass: decodeURIComponent(url.password) } }),
		pool: true,
		maxConnections: 1,
		// What becomes of a letter is decided here.
		maxRequeues: 0,
		connectionTimeout: patience,
		greetingTimeout: patience,
		socketTimeout: patience,
		dnsTimeout: patience
	});
}

/** It refused this receiver or these words, and may well take the next. */
const isAboutTheLetter = (error: unknown) =>
	['RCPT TO', 'DATA'].includes(String((error as { command?: unknown }).command));

/** As a code: what a mail server says in words names the receiver. */
function problemOf(error: unknown): string {
	const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
	if (typeof responseCode === 'number') return String(responseCode);
	return typeof code === 'string' && /^[A-Z_]{2,20}$/.test(code) ? code : 'unknown';
}
