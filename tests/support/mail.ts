import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** Settings under which letters leave the house; nobody listens there, so they wait in the outbox to be read. */
export const withMail = {
	VICHE_SMTP_URL: 'smtp://127.0.0.1:9',
	VICHE_MAIL_FROM: 'viche@example.org'
};

/** A letter as it came over the wire. */
interface ReceivedLetter {
	/** Of the envelope. */
	from: string;
	to: string[];
	raw: string;
	/** By their names in small letters, decoded. */
	headers: Record<string, string>;
	text: string;
	html: string;
}

/** A real mail server on a port of its own, which may be told to behave badly. */
export async function startMailServer(options: SMTPServerOptions = {}) {
	const letters: ReceivedLetter[] = [];
	let heard: () => void = () => undefined;
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS', 'AUTH'],
		logger: false,
		closeTimeout: 100,
		onData(stream, session, callback) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const { mailFrom, rcptTo } = session.envelope;
				const raw = Buffer.concat(chunks).toString('latin1');
				letters.push({
					from: mailFrom === false ? '' : mailFrom.address,
					to: rcptTo.map(({ address }) => address),
					raw,
					...read(raw)
				});
				callback();
				heard();
			});
		},
		...options
	});
	// Connections that are cut on purpose.
	server.on('error', () => undefined);
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	const { port } = server.server.address() as AddressInfo;
	return {
		letters,
		/** Ends every connection in the middle of what it says. */
		drop() {
			for (const one of server.connections) (one as unknown as Cut)._socket.destroy();
		},
		url: new URL(`smtp://127.0.0.1:${port}`),
		/** Resolves when so many letters have come. */
		async received(count: number): Promise<void> {
			while (letters.length < count) await new Promise<void>((resolve) => (heard = resolve));
		},
		close: () => new Promise<void>((resolve) => server.close(() => resolve()))
	};
}

interface Cut {
	_socket: { destroy(): void };
}

function read(raw: string) {
	const [head, body] = split(raw);
	const headers = headersOf(head);
	const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1] ?? '';
	const parts = body.split(`--${boundary}`).slice(1, -1).map(partOf);
	const part = (type: string) => parts.find((one) => one.type.startsWith(type))?.content ?? '';
	return { headers, text: part('text/plain'), html: part('text/html') };
}

function partOf(raw: string) {
	const [head, body] = split(raw.replace(/^\r\n/, ''));
	const headers = headersOf(head);
	return {
		type: headers['content-type'] ?? '',
		content: decode(body.replace(/\r\n$/, ''), headers['content-transfer-encoding'] ?? '7bit')
	};
}

function split(raw: string): [head: string, body: string] {
	const end = raw.indexOf('\r\n\r\n');
	return [raw.slice(0, end), raw.slice(end + 4)];
}

function headersOf(head: string): Record<string, string> {
	const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
	return Object.fromEntries(
		lines.map((line) => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim())];
		})
	);
}

/** RFC 2047. */
const words = (value: string) =>
	value
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, coded: string) =>
			kind.toUpperCase() === 'B'
				? Buffer.from(coded, 'base64').toString('utf8')
				: decode(coded.replaceAll('_', ' '), 'quoted-printable')
		);

function decode(body: string, encoding: string): string {
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
	if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString('utf8');
	const bytes = body
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
