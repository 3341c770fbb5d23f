/** What a person makes of a proposal, column by column. */
import { suggestField, toTarget, toTargetName } from '../../map/header.js';
import { findKeyFault } from '../../map/meta-key.js';
import { listMissing } from '../../map/propose/propose.js';
import { toMappingFile } from '../../map/propose/to-mapping-file.js';
import type { ProposedSource } from './propose-source.js';

/** A field as the mapping writes it, or what to type instead. */
export type FieldAnswer =
  { readonly isField: true; readonly field: string } | { readonly isField: false; readonly message: string };

export function readFieldAnswer(text: string): FieldAnswer {
  const target = toTarget(text);
  if (target === undefined) {
    const near = suggestField(text);
    const hint =
      near === undefined ? 'Type a field such as email, or metaData.<key>.' : `Did you mean ${near}?`;
    return { isField: false, message: `There is no field ${text}. ${hint}` };
  }
  const fault = target.kind === 'metaData' ? findKeyFault(target.key) : undefined;
  if (fault !== undefined) return { isField: false, message: `${text} ${fault}.` };
  return { isField: true, field: toTargetName(target) };
}

/** The mapping of these fields by position of their column, and what an import still needs. */
export function chooseFields(
  { columns, proposals }: ProposedSource,
  fields: ReadonlyMap<number, string>,
): Pick<ProposedSource, 'mapping' | 'missing'> {
  const chosen = [...fields].map(([at, field]) => {
    const proposed = proposals.find((one) => one.at === at && one.field === field);
    return { at, field, order: proposed?.order ?? 0 };
  });
  return { mapping: toMappingFile(columns, chosen), missing: listMissing(chosen) };
}
