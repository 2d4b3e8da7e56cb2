/** One ready frame, written to all sockets of a bare `ws` server: the limit of telling many. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import * as ws from 'ws';
import { tell } from '../targets.ts';

const http = createServer();
const server = new ws.WebSocketServer({ server: http, perMessageDeflate: false });
http.listen(0, '127.0.0.1', () =>
	tell({ origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}` })
);
const frame = Buffer.concat(
	// Its types do not name what it makes frames with.
	(ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } }).Sender.frame(
		Buffer.from(`{"t":"ev",${' '.repeat(Number(process.argv[2]) - 11)}}`),
		{ fin: true, opcode: 1, mask: false, readOnly: false, rsv1: false }
	)
);
process.on('message', (asked) => {
	if (asked !== 'event') return;
	const began = process.hrtime.bigint();
	for (const client of server.clients)
		if (client.readyState === client.OPEN)
			(client as ws.WebSocket & { _socket: Socket })._socket.write(frame);
	process.send!({ began: String(began) });
});
