/** The pace board of the runs on one machine: files in the token's folder. */
import type { KeptLimit, PaceBoard, PaceView, PaceWord } from '../../core/pace-board.js';
import { forgetOldLimits, keepLimit, readKeptLimit } from './kept-limit.js';
import { Peers } from './peers.js';

/** All methods but `readKept` throw file system errors. */
export class FileBoard implements PaceBoard {
  readonly where = 'on this machine';
  readonly #folder: string;
  #peers: Peers | undefined;

  /** `folder`: that of `toPeerFolder`; made with the first report. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  tell({ at, closedUntil, whole }: PaceWord): void {
    this.#toPeers().tell({ at, closedUntil, whole });
  }

  listen(now: number): PaceView {
    return this.#toPeers().listen(now);
  }

  leave(): void {
    this.#peers?.leave();
  }

  keep(limit: KeptLimit, now: number): void {
    keepLimit(this.#folder, now, limit);
    forgetOldLimits(this.#folder, now);
  }

  readKept(now: number): { readonly kept: KeptLimit; readonly ageMs: number } | undefined {
    return readKeptLimit(this.#folder, now);
  }

  #toPeers(): Peers {
    return (this.#peers ??= new Peers(this.#folder));
  }
}
