import type { ServerTime } from './view.ts';

/** Long timers run late, and the server's time may be known better by then. */
const longest = 5000;
const untilKnown = 1000;
const day = 86_400_000;
const minute = 60_000;

/**
 * Calls when each of the instants in `data-turns` comes by the server's time. Until that is known, the clock of the
 * device is believed for once; what it says is looked at again.
 */
export function watchTurns(
	{ dataset }: HTMLElement,
	time: ServerTime,
	turn: (isSure: boolean) => void
): void {
	let turned = 0;
	let guessed = 0;
	const look = () => {
		const now = time.now();
		const instants = (dataset.turns ?? '').split(' ').map(Number);
		const last = Math.max(0, ...instants.filter((instant) => instant <= now));
		if (time.knowsTime() && last > turned) {
			turned = last;
			turn(true);
		} else if (last > Math.max(turned, guessed)) {
			guessed = last;
			turn(false);
		}
		const next = Math.min(...instants.filter((instant) => instant > now));
		setTimeout(look, Math.min(time.knowsTime() ? longest : untilKnown, next - now));
	};
	if (dataset.turns) look();
}

/** On the last day: how much of it is left, to the minute and without being read out. */
export function countDown(shown: HTMLElement | null, time: ServerTime): void {
	if (!shown) return;
	const look = () => {
		const left = Number(shown.dataset.until) - time.now();
		const minutes = Math.ceil(left / minute);
		shown.hidden = minutes <= 0 || minutes > day / minute;
		const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
		const words = hours > 0 ? shown.dataset.hours : shown.dataset.minutes;
		shown.textContent = (words ?? '').replace('#h', String(hours)).replace('#m', String(rest));
		setTimeout(look, Math.min(time.knowsTime() ? longest : untilKnown, left > 0 ? left : longest));
	};
	look();
}
