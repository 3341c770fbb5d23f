/** TEST is for trying (testnet), LIVE for real money (mainnet). */
export type Mode = 'TEST' | 'LIVE';
