/** Hands the mapping to the parts of Map. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ColumnsAnswer, MappingChange, MappingRule } from '../../wire.js';

/** What is open over the page: the values of a column, a rule, or a new one. */
export type OpenPanel =
  | { readonly kind: 'values'; readonly at: number }
  | { readonly kind: 'rule'; readonly rule: MappingRule }
  | { readonly kind: 'new' }
  | undefined;

export interface MapModel {
  readonly columns: ColumnsAnswer;
  readonly panel: OpenPanel;
  readonly open: (panel: OpenPanel) => void;
  /** False: it was not done, and the reader knows why. */
  readonly change: (change: MappingChange) => Promise<boolean>;
}

export const MapContext = createContext<MapModel | undefined>(undefined);

export function useMapping(): MapModel {
  const model = useContext(MapContext);
  if (model === undefined) throw new Error('Not in Map.');
  return model;
}
