#!/usr/bin/env node
/** Starts the program. It is loaded only after V8 has been told to be thrifty: loading alone lets the heap grow. */
import { tellLoadError } from './load-error.js';
import { limitMemory } from './memory.js';

limitMemory();
const load = async (): Promise<() => Promise<void>> => (await import('./program.js')).main;
const main = await load().catch(tellLoadError);
await main?.();
