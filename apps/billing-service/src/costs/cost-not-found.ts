import { DomainError, type CostId } from '@clipcast/kernel';

/** There is no entry with this id in the books of the profile. */
export const costNotFound = (costId: CostId, pointer?: string): DomainError => {
  const detail = `There is no cost entry ${costId} of this profile.`;
  const errors = pointer === undefined ? {} : { errors: [{ pointer, detail }] };
  return new DomainError('cost_not_found', 'not_found', detail, errors);
};
