/** A process that floods a server, as it was told by its argument, until it is told to stop. */
import { startFlood, type Flood } from './flood.ts';

const { port, ...flood } = JSON.parse(process.argv[2]!) as Flood & { port: number };
const { stop } = startFlood(port, flood);
process.on('message', () => process.send!(stop(), () => process.exit()));
// Nothing is left running when who started it ends in an error.
process.on('disconnect', () => process.exit());
process.send!('begun');
