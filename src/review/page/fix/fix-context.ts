/** Hands the model of Fix to its parts. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FixModel } from './model.js';

export const FixContext = createContext<FixModel | undefined>(undefined);

export function useFix(): FixModel {
  const model = useContext(FixContext);
  if (model === undefined) throw new Error('Not in Fix.');
  return model;
}
