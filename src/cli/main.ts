#!/usr/bin/env node
/** Starts the program. It is loaded only after V8 has been told to be thrifty: loading alone lets the heap grow. */
import { limitMemory } from './memory.js';

limitMemory();
const { main } = await import('./program.js');
await main();
