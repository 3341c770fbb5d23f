/** What is said to the reader: shown for a while, and spoken by screen readers. */
import { Observable } from './observable.js';

export interface Toast {
  readonly text: string;
  readonly canUndo: boolean;
}

export class Notices {
  readonly toast = new Observable<Toast | undefined>(undefined);
  /** Spoken by screen readers: politely, and at once. */
  readonly spoken = new Observable('');
  readonly alarm = new Observable('');

  say(text: string): void {
    this.spoken.set(text);
  }

  show(text: string, canUndo: boolean): void {
    this.toast.set({ text, canUndo });
    this.say(text);
  }
}
